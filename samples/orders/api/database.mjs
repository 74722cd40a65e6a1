// Asks PostgreSQL through its own client, so that the sample needs no package. A real service uses one, such as pg.
import { execFile } from 'node:child_process';

const url = new URL(process.env.ConnectionStrings__orders);

// Through the environment: a list of processes shows arguments to everybody.
const env = {
  PATH: process.env.PATH,
  PGHOST: url.hostname,
  PGPORT: url.port,
  PGUSER: url.username,
  PGPASSWORD: decodeURIComponent(url.password),
  PGDATABASE: url.pathname.slice(1),
  PGCONNECT_TIMEOUT: '2',
};

// psql quotes what stands as :'name' in the text.
export const query = (sql, values = {}) => new Promise((resolve, reject) => {
  const variables = Object.entries(values).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const psql = execFile(
    'psql',
    ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1', ...variables],
    { env },
    (failure, output, errors) => failure ? reject(new Error(errors.trim() || failure.message)) : resolve(output.trim()));
  psql.stdin.end(sql);
});
