// Tells sales to a real hub in this process and answers with the hours that it derives: a message {url, seed, orders,
// from, to} each. The zone is the process's own, by TZ.
import { addAccounts, openReportingHub } from './reporting-hub.mjs';
import { drawSales, tellSales, TOLD_STORES } from './told-facts.mjs';

const DERIVED_TIMES = 6;

/** @returns {Promise<{ hours: string[], revised: number }>} as the oracle tells them; how many have a later revision */
async function tell({ url, seed, orders, from, to }) {
  const hub = await openReportingHub(url);
  try {
    const { database } = hub;
    await database.rows({ text: `SELECT ensure_partitions(now() - INTERVAL '1 month', 3)` });
    const accountId = await addShop(hub, new Date(from));
    const transactions = tellSales(drawSales({ seed, orders, from, to }), { seed, accountId });
    const share = Math.ceil(transactions.length / DERIVED_TIMES);
    for (let done = 0; done < transactions.length; done += share) {
      for (const recordings of transactions.slice(done, done + share)) await hub.ledger.record(recordings);
      await hub.run('reporting.derive');
      await hub.run('reporting.changes');
    }
    await untilDerived(hub, new Date(to));
    await hub.run('reporting.changes');
    return await readHours(database, to);
  } finally {
    await hub.close();
  }
}

/** @returns {Promise<string>} the account that tells the orders */
async function addShop(hub, at) {
  const { shop, sink } = await addAccounts(hub);
  const stores = TOLD_STORES.map(({ code }) => code);
  const zones = TOLD_STORES.map(({ zone }) => zone);
  await hub.database.rows({ text: STORES, values: [stores, zones, sink, at] });
  const rules = TOLD_STORES.map((store) => JSON.stringify(store.rules));
  await hub.database.rows({ text: RULES, values: [stores, rules, at] });
  return shop;
}

const STORES = `
  WITH told AS (SELECT *, gen_random_uuid() AS id, gen_random_uuid() AS binding_id
    FROM unnest($1::text[], $2::text[]) AS t(code, zone)),
  stores AS (INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
    SELECT id, code, code, zone, $4, $4 FROM told),
  bound AS (INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, created_at, bound_at)
    SELECT binding_id, $3::uuid, id, code, $4, $4 FROM told)
  INSERT INTO sales_sinks (binding_id, store_id, account_id, starts_at, reported_through)
  SELECT binding_id, id, $3::uuid, $4, $4 FROM told`;

const RULES = `
  INSERT INTO rule_sets (store_id, version, in_force_from, rules, reason, stated_by, stated_at)
  SELECT s.id, 1, $3, rules::jsonb, 'the bench', 'the bench', $3
  FROM unnest($1::text[], $2::text[]) AS t(code, rules) JOIN stores s USING (code)`;

/** A run takes each store forward by some hours alone. */
async function untilDerived({ database, run }, to) {
  for (;;) {
    const behind = await database.rows({ text: BEHIND, values: [to] });
    if (behind.length === 0) return;
    await run('reporting.derive');
  }
}

const BEHIND = 'SELECT FROM sales_sinks WHERE reported_through < $1';

async function readHours(database, to) {
  const rows = await database.rows({ text: HOURS, values: [new Date(to)] });
  return {
    hours: rows.map(({ hour }) => hour).sort(),
    revised: rows.filter(({ revision }) => revision > 1).length,
  };
}

const HOURS = `
  SELECT h.revision, concat_ws(' ', s.code, (extract(epoch FROM h.hour_start) * 1000)::bigint, h.total_fen, h.orders,
    h.items, h.lines) AS hour
  FROM sales_hours h JOIN stores s ON s.id = h.store_id WHERE h.hour_start < $1`;

process.on('message', (how) => {
  tell(how).then(
    (told) => process.send(told),
    (error) => process.send({ error: error.stack }),
  );
});
