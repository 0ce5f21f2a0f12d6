// Compares every order with a real hub in this process, as often as it is asked; beside it the same rows merely read.
import pg from 'pg';
import { answerMessages } from '../forked.mjs';
import { forgetPeakMemory, peakMemoryMb } from '../process-memory.mjs';
import { openReportingHub } from '../report/reporting-hub.mjs';

const [url] = process.argv.slice(2);

async function open() {
  const hub = await openReportingHub(url);
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  return { hub, client };
}

/** What rules may see of an order, as one row for each leg; no row is kept. */
const SAME_ROWS = `
  DECLARE same NO SCROLL CURSOR FOR
  SELECT o.id, o.store_id, o.placed_at, o.created_at, l.id, l.account_id, l.vendor_no, l.sell_rank, l.store_id, l.opened_by,
    l.created_at, l.confirmed_at, l.marker, l.is_comparable, l.payment, l.paid_at, l.payment_since, l.fulfilment,
    l.fulfilment_since, l.is_refunded, l.refunded_since, l.sale_fen, l.order_error, l.products_digest, d.id, d.kind, d.account_id, d.generation, d.state, d.error_code,
    d.marker, d.vendor_no
  FROM orders o LEFT JOIN legs l ON l.order_id = o.id LEFT JOIN dispatches d ON d.leg_id = l.id
  WHERE o.placed_at >= $1 AND o.placed_at < $2`;

const TASKS = {
  accounts: addAccounts,
  compare,
  read,
};

/** @returns {Promise<{ shop: string, till: string, shipper: string }>} */
async function addAccounts({ hub }) {
  const add = async (connector, config) => {
    const body = { connector, name: connector, ...config };
    return (await hub.call('POST', 'accounts', body)).id;
  };
  const storefront = { config: { secrets: ['whsec_' + Buffer.alloc(24, 7).toString('base64')] } };
  return {
    shop: await add('storefront', storefront),
    till: await add('storefront', storefront),
    shipper: await add('storefront', storefront),
  };
}

/** @returns {Promise<{ seconds: number, mb: number, report: object }>} */
async function compare({ hub }, { from, to }) {
  const { id } = await hub.call('POST', 'reconciliation/runs', { from, to });
  globalThis.gc?.();
  forgetPeakMemory('self');
  const startedAt = performance.now();
  await hub.run('reconciliation.run');
  const seconds = (performance.now() - startedAt) / 1000;
  const { report, errorMessage, state } = await hub.call('GET', `reconciliation/runs/${id}`);
  if (state !== 'done') throw new Error(`the run has not ended: ${errorMessage}`);
  return { seconds, mb: peakMemoryMb('self'), report };
}

/** @returns {Promise<{ seconds: number, rows: number }>} */
async function read({ client }, { from, to }) {
  const startedAt = performance.now();
  await client.query('BEGIN');
  await client.query(SAME_ROWS.replace('$1', `'${from}'`).replace('$2', `'${to}'`));
  let rows = 0;
  for (let some = -1; some !== 0; rows += some)
    some = (await client.query('FETCH 2000 FROM same')).rows.length;
  await client.query('COMMIT');
  return { seconds: (performance.now() - startedAt) / 1000, rows };
}

answerMessages(open(), (opened, { task, ...given }) => TASKS[task](opened, given));
