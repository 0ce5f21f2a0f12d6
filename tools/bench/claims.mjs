import { claimDue } from '../../dist/libs/dispatch/src/claimed/claim.store.js';
import { claimDeliveries } from '../../dist/libs/intake/src/claim.store.js';
import { peekChanges } from '../../dist/libs/ledger/src/order-changes.store.js';
import { claimRefreshes } from '../../dist/libs/polling/src/refresh/refreshes.store.js';
import { claimBacklog, claimFresh } from '../../dist/libs/polling/src/windows/windows.store.js';
import { holdDueHour } from '../../dist/libs/reporting/src/submit/claim.store.js';

/**
 * What each kind of worker asks for work with, every time in a transaction that is rolled back.
 *
 * @param {import('pg').Client} client
 * @param {string[]} accounts the last one is a till's
 * @returns {[string, () => Promise<unknown[]>][]}
 */
export function claims(client, accounts) {
  const till = accounts.at(-1);
  const now = new Date();
  const lease = { holder: 'bench', until: new Date(now.getTime() + 60_000) };
  const sql = sqlOf(client);
  const windows = { lease, now, limit: 10, ownHolders: [] };
  const refreshes = {
    lease,
    now,
    accounts: [{ account_id: till, fresh_since: now }],
    perAccount: 20,
    limit: 50,
  };
  return [
    [
      'claim: deliveries',
      () => claimDeliveries(sql, { lease, connectors: ['storefront'], except: [], limit: 200 }),
    ],
    [
      'claim: dispatches',
      () =>
        claimDue(
          sql,
          accounts.map((accountId) => ({ accountId, most: 10 })),
          lease,
          now,
        ),
    ],
    ['claim: submissions', async () => [await holdDueHour(sql, till, now)]],
    [
      'claim: fresh windows',
      () => claimFresh(sql, [{ account_id: till, fresh_since: new Date(0) }], windows),
    ],
    ['claim: windows behind', () => claimBacklog(sql, [{ account_id: till, newest_first: false }], windows)],
    ['claim: refreshes', () => claimRefreshes(sql, refreshes)],
    ['claim: changed orders', () => peekChanges(sql, 'dispatch', 100)],
  ].map(([name, claim]) => [name, () => rolledBack(client, claim)]);
}

/**
 * The claim of deliveries beside one account's that wait for it to go on, each time rolled back.
 *
 * @param {import('pg').Client} client
 * @param {string} paused the account
 * @param {string[]} connectors
 */
export function claimBeside(client, paused, connectors) {
  const lease = { holder: 'bench', until: new Date(Date.now() + 60_000) };
  const options = { lease, connectors, except: [paused], limit: 16 };
  return () => rolledBack(client, () => claimDeliveries(sqlOf(client), options));
}

const sqlOf = (client) => ({
  rows: async ({ text, values = [] }) => (await client.query(text, [...values])).rows,
});

async function rolledBack(client, claim) {
  await client.query('BEGIN; SET LOCAL plan_cache_mode = force_generic_plan');
  try {
    return await claim();
  } finally {
    await client.query('ROLLBACK');
  }
}
