// Orders over HTTP: POST /orders with {"item": "..."} adds one, GET /orders lists them all.
import { createServer } from 'node:http';
import { openStore } from './store.mjs';

const maxBody = 64 * 1024;
const store = await openStore();

const json = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
};

class BadRequest extends Error {}

const readJson = async request => {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBody) throw new BadRequest(`The body must not be larger than ${maxBody} bytes.`);
    chunks.push(chunk);
  }

  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest('The body must be JSON.');
  }
};

const routes = {
  'GET /health': async (request, response) => {
    await store.check();
    json(response, 200, { status: 'healthy', store: store.kind });
  },
  'GET /orders': async (request, response) => json(response, 200, await store.list()),
  'POST /orders': async (request, response) => {
    const order = await readJson(request);
    if (typeof order?.item !== 'string' || order.item === '') throw new BadRequest("'item' must be a text that is not empty.");
    json(response, 201, await store.add(order.item));
  },
};

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${new URL(request.url, 'http://localhost').pathname}`];
  try {
    if (route) await route(request, response);
    else json(response, 404, { error: `${request.method} ${request.url} is not served.` });
  } catch (failure) {
    if (failure instanceof BadRequest) {
      json(response, 400, { error: failure.message });
      return;
    }

    console.error(failure.message);
    json(response, 503, { error: 'The database does not answer.' });
  }
});

// In a pod every address, on a laptop loopback alone.
const host = process.env.KUBERNETES_SERVICE_HOST ? undefined : 'localhost';
server.listen(Number(process.env.PORT ?? 8080), host, () => console.log(`Listening on port ${server.address().port}, orders are kept in ${store.kind}.`));
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  setTimeout(() => server.closeAllConnections(), 500);
});
