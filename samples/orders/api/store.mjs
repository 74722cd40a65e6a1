// Where orders are kept: in PostgreSQL when ORDERS_URI names a database, and in memory otherwise.
const memory = () => {
  const orders = [];
  return {
    kind: 'memory',
    check: async () => {},
    list: async () => orders,
    add: async item => {
      const order = { id: orders.length + 1, item };
      orders.push(order);
      return order;
    },
  };
};

const postgres = async connectionString => {
  // Loaded here alone, so that the service needs no package without a database.
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString, max: 5, connectionTimeoutMillis: 2000 });
  // An idle connection that breaks is replaced; without a listener the event would end the process.
  pool.on('error', failure => console.error(failure.message));
  return {
    kind: 'PostgreSQL',
    check: () => pool.query('CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, item text NOT NULL)'),
    list: async () => (await pool.query('SELECT id, item FROM orders ORDER BY id')).rows,
    add: async item => (await pool.query('INSERT INTO orders (item) VALUES ($1) RETURNING id, item', [item])).rows[0],
  };
};

export const openStore = () => process.env.ORDERS_URI ? postgres(process.env.ORDERS_URI) : memory();
