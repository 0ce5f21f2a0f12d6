// The yardstick's own process: `plain-recorder-process.mjs <url>`. Reads the documents that are not read yet, and by
// batches of one transaction each puts them into three plain tables. Each message {documents} is answered with how many
// were recorded, by how many statements, in what time.
import pg from 'pg';
import { answerMessages } from '../forked.mjs';
import { measured } from '../measured.mjs';

const BATCH = 200;
const [url] = process.argv.slice(2);

async function open() {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

const record = (client, { documents }) => measured(() => recordAll(client, documents));

async function recordAll(client, documents) {
  const startedAt = performance.now();
  const counts = { recorded: 0, statements: 0 };
  const ask = (query) => {
    counts.statements += 1;
    return client.query(query);
  };
  while (counts.recorded < documents) {
    const recorded = await recordBatch(ask, Math.min(BATCH, documents - counts.recorded));
    if (recorded === 0) throw new Error(`${counts.recorded} documents were there, not ${documents}`);
    counts.recorded += recorded;
  }
  return { ...counts, seconds: (performance.now() - startedAt) / 1_000 };
}

async function recordBatch(ask, most) {
  await ask('BEGIN');
  const { rows } = await ask({ ...UNREAD, values: [most] });
  const told = rows.map(({ id, body }) => ({ document: id, order: JSON.parse(body) }));
  const kept = await ask({ ...UPSERT, values: columns(told, ORDER) });
  const idOf = new Map(kept.rows.map(({ id, store_code, order_no }) => [`${store_code} ${order_no}`, id]));
  const known = told.map((one) => ({ ...one, id: idOf.get(`${one.order.storeCode} ${one.order.orderNo}`) }));
  await ask({ ...INSERT_LINES, values: columns(known.flatMap(linesOf), LINE) });
  await ask({ ...INSERT_HISTORY, values: columns(known, HISTORY) });
  await ask({ ...MARK_READ, values: [told.map(({ document }) => document)] });
  await ask('COMMIT');
  return told.length;
}

const columns = (rows, fields) => fields.map((field) => rows.map(field));

const linesOf = ({ id, order }) => order.items.map((item, at) => ({ id, position: at + 1, item }));

const ORDER = [
  ({ order }) => order.storeCode,
  ({ order }) => order.orderNo,
  ({ order }) => order.placedAt,
  ({ order }) => order.paidAt,
  ({ order }) => order.updatedAt,
  ({ order }) => order.payment,
  ({ order }) => order.fulfilment,
  ({ order }) => order.totalFen,
  ({ order }) => order.paidFen,
  ({ order }) => order.customer.name,
  ({ order }) => order.customer.phone,
  ({ order }) => order.customer.address,
];
const LINE = [
  ({ id }) => id,
  ({ position }) => position,
  ({ item }) => item.itemName,
  ({ item }) => item.itemSpec,
  ({ item }) => item.quantity,
  ({ item }) => item.unitPrice,
  ({ item }) => item.amountFen,
];
const HISTORY = [
  ({ id }) => id,
  ({ document }) => document,
  ({ order }) => order.payment,
  ({ order }) => order.fulfilment,
  ({ order }) => order.totalFen,
];

const UNREAD = {
  name: 'plain_unread',
  text: 'SELECT id, body FROM documents WHERE read_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED',
};
const UPSERT = {
  name: 'plain_upsert',
  text: `INSERT INTO plain_orders (store_code, order_no, placed_at, paid_at, told_at, payment, fulfilment, total_fen, paid_fen,
           customer_name, customer_phone, customer_address)
         SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::text[], $7::text[],
           $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[])
         ON CONFLICT (store_code, order_no) DO UPDATE SET (placed_at, paid_at, told_at, payment, fulfilment, total_fen, paid_fen,
           customer_name, customer_phone, customer_address) = (excluded.placed_at, excluded.paid_at, excluded.told_at,
           excluded.payment, excluded.fulfilment, excluded.total_fen, excluded.paid_fen, excluded.customer_name,
           excluded.customer_phone, excluded.customer_address)
         RETURNING id, store_code, order_no`,
};
const INSERT_LINES = {
  name: 'plain_lines',
  text: `INSERT INTO plain_lines SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::numeric[], $6::numeric[],
           $7::bigint[]) ON CONFLICT (order_id, position) DO NOTHING`,
};
const INSERT_HISTORY = {
  name: 'plain_history',
  text: `INSERT INTO plain_history (order_id, document_id, payment, fulfilment, total_fen)
         SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[])`,
};
const MARK_READ = {
  name: 'plain_mark_read',
  text: 'UPDATE documents SET read_at = clock_timestamp() WHERE id = ANY($1::bigint[])',
};

answerMessages(open(), record);
