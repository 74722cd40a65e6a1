// Orders over HTTP, kept in PostgreSQL: POST /orders with {"item": "..."} writes a row, GET /orders reads them all.
import { createServer } from 'node:http';
import { query } from './database.mjs';

const json = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
};

const read = async request => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
};

const routes = {
  'GET /health': async (request, response) => {
    await query('CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, item text NOT NULL)');
    json(response, 200, { status: 'healthy' });
  },
  'GET /orders': async (request, response) => {
    json(response, 200, JSON.parse(await query("SELECT coalesce(json_agg(orders ORDER BY id), '[]') FROM orders")));
  },
  'POST /orders': async (request, response) => {
    const { item } = await read(request);
    if (typeof item !== 'string' || item === '') {
      json(response, 400, { error: "An order has an 'item', which is text." });
      return;
    }
    json(response, 201, JSON.parse(await query("INSERT INTO orders (item) VALUES (:'item') RETURNING row_to_json(orders)", { item })));
  },
};

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${new URL(request.url, 'http://localhost').pathname}`];
  try {
    if (route) await route(request, response);
    else json(response, 404, { error: `There is no ${request.method} ${request.url}.` });
  } catch (failure) {
    if (failure instanceof SyntaxError) {
      json(response, 400, { error: 'The body is no JSON.' });
      return;
    }
    // While the database starts, the engine asks every moment.
    if (route !== routes['GET /health']) console.error(failure.message);
    json(response, 503, { error: 'The database does not answer.' });
  }
});

// In a pod everybody asks; here only this machine does.
const host = process.env.KUBERNETES_SERVICE_HOST ? undefined : 'localhost';
server.listen(Number(process.env.PORT ?? 8080), host, () => console.log(`Listening on ${server.address().port}`));
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  setTimeout(() => server.closeAllConnections(), 500);
});
