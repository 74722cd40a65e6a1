// An HTTP service without a package, for the tests of the engine: it says what it was told.
import { createServer } from 'node:http';

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/health') {
    response.end('ok');
  } else if (url.pathname === '/crash') {
    process.exit(3);
  } else if (url.pathname === '/backend') {
    const answer = await fetch(process.env['services__backend__http__0']);
    response.end(await answer.text());
  } else if (url.pathname.startsWith('/env/')) {
    response.end(process.env[url.pathname.slice('/env/'.length)] ?? '');
  } else {
    response.end('from node');
  }
});
server.listen(Number(process.env.PORT), 'localhost', () => console.log(`node listens on ${process.env.PORT}`));
process.on('SIGTERM', () => {
  console.log('node stops');
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
