import pg from 'pg';
import { databaseOn } from './databases.mjs';
import { drawFacts } from './facts.mjs';
import { growSales } from './grown-sales.mjs';
import { addAccounts, openReportingHub } from './reporting-hub.mjs';

/**
 * A hub whose database has so many orders, recorded and not derived.
 *
 * @typedef {Awaited<ReturnType<typeof openSales>>} Sales
 * @param {{ url: string, urlOf: (database: string) => string }} postgres
 * @param {import('./facts.mjs').Size} size
 * @param {Parameters<typeof addAccounts>[1]} vendor who is told hours
 */
export async function openSales(postgres, size, vendor) {
  const url = await databaseOn(postgres, `sales_${size.orders}`);
  const hub = await openReportingHub(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const accounts = await addAccounts(hub, vendor);
  await drawFacts(client, size);
  await growSales(client, accounts);
  return {
    hub,
    client,
    accounts,
    size,
    close: async () => {
      await client.end();
      await hub.close();
    },
  };
}

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<number>} ms
 */
export async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
