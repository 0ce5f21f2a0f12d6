// What the hub is measured against: Fastify that verifies the HMAC and answers ("verify"), or that verifies, parses,
// puts the order into a table with one unique key by micro-batches, and answers after the commit ("insert").
import pg from 'pg';
import { receiveSigned } from './signed-receiver.mjs';

const BATCHES_AT_ONCE = 2;

const [kind, databaseUrl] = process.argv.slice(2);
await receiveSigned(kind === 'verify' ? () => undefined : await intoTable(databaseUrl));

/** @returns keeps a request, its order parsed first as whoever goes on with it would want it */
async function intoTable(url) {
  const pool = new pg.Pool({ connectionString: url, max: BATCHES_AT_ONCE });
  await pool.query(
    'CREATE TABLE plain (key text PRIMARY KEY, order_no text NOT NULL, received_at timestamptz NOT NULL, body text NOT NULL)',
  );
  const insert = microBatched(pool);
  return ({ headers, body }) => {
    const text = body.toString();
    const { orderNo } = JSON.parse(text);
    return insert({ key: headers['webhook-id'], orderNo, at: new Date(), text });
  };
}

/** Collects while two batches are under way; one unnest insert a batch. */
function microBatched(pool) {
  let waiting = [];
  let underWay = 0;
  const flush = async () => {
    if (underWay === BATCHES_AT_ONCE || waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    underWay += 1;
    const column = (name) => batch.map((one) => one[name]);
    try {
      await pool.query({
        name: 'plain_insert',
        text: `INSERT INTO plain SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
               ON CONFLICT (key) DO NOTHING`,
        values: [column('key'), column('orderNo'), column('at'), column('text')],
      });
      for (const one of batch) one.resolve();
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
    underWay -= 1;
    void flush();
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...item, resolve, reject });
      void flush();
    });
}
