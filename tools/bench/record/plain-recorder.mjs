import { connected } from '../connected.mjs';
import { startForked } from '../forked.mjs';
import { databaseOn } from '../report/databases.mjs';
import { orderDocument } from '../signed-order.mjs';

const RECORDER = new URL('plain-recorder-process.mjs', import.meta.url);
const AT_ONCE = 1_000;

/**
 * What it takes to record the same documents with nothing of a hub around it: no ledger, no leases, one connection.
 *
 * @param {import('../world.mjs').EmbeddedPostgres} postgres
 * @param {{ meter: Awaited<ReturnType<typeof import('./meter.mjs').openMeter>>, orders: number, warmUp: number }} how
 */
export async function measurePlain(postgres, { meter, orders, warmUp }) {
  const url = await databaseOn(postgres, 'plain');
  await connected(url, (client) => fill(client, warmUp + orders));
  const recorder = startForked(RECORDER, [url]);
  try {
    await recorder.ask({ documents: warmUp });
    await meter.checkpoint();
    const told = await meter.begin([]);
    const { recorded, statements, cpuMs, seconds } = await recorder.ask({ documents: orders });
    const cost = await told();
    await failUnlessRecorded(url, warmUp + orders);
    return { ...cost, cpuMs, orders: recorded, statements, perSecond: recorded / seconds };
  } finally {
    await recorder.stop();
  }
}

async function fill(client, documents) {
  await client.query(TABLES);
  for (let from = 0; from < documents; from += AT_ONCE) {
    const bodies = Array.from({ length: Math.min(AT_ONCE, documents - from) }, (_, at) =>
      JSON.stringify(orderDocument(`plain-${from + at}`, 'S-1')),
    );
    await client.query('INSERT INTO documents (body) SELECT * FROM unnest($1::text[])', [bodies]);
  }
  await client.query('VACUUM ANALYZE');
}

async function failUnlessRecorded(url, documents) {
  const [counts] = await connected(url, async (client) => (await client.query(COUNTS)).rows);
  const wrong = Object.entries(counts).filter(([, count]) => count !== documents);
  if (wrong.length > 0)
    throw new Error(`${documents} documents were to be recorded: ${JSON.stringify(counts)}`);
}

const TABLES = `
  CREATE TABLE documents (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, read_at timestamptz, body text NOT NULL);
  CREATE INDEX documents_unread_idx ON documents (id) WHERE read_at IS NULL;
  CREATE TABLE plain_orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, store_code text NOT NULL, order_no text NOT NULL,
    placed_at timestamptz NOT NULL, paid_at timestamptz, told_at bigint NOT NULL, payment text NOT NULL, fulfilment text NOT NULL,
    total_fen bigint NOT NULL, paid_fen bigint NOT NULL, customer_name text, customer_phone text, customer_address text,
    UNIQUE (store_code, order_no));
  CREATE TABLE plain_lines (order_id bigint NOT NULL, position int NOT NULL, item_name text NOT NULL,
    item_spec text, quantity numeric NOT NULL, unit_price numeric NOT NULL, amount_fen bigint NOT NULL,
    PRIMARY KEY (order_id, position));
  CREATE TABLE plain_history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL, document_id bigint NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), payment text NOT NULL, fulfilment text NOT NULL,
    total_fen bigint NOT NULL);
  CREATE INDEX plain_history_order_idx ON plain_history (order_id)`;

const COUNTS = `SELECT (SELECT count(*)::int FROM documents WHERE read_at IS NOT NULL) AS read,
  (SELECT count(*)::int FROM plain_orders) AS orders, (SELECT count(*)::int FROM plain_history) AS history,
  (SELECT count(DISTINCT order_id)::int FROM plain_lines) AS "ordersWithLines"`;
