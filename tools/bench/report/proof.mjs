import { median } from './medians.mjs';
import { timed } from './sales-world.mjs';

const ROUNDS = 5;
const MOST = 1.5;

/**
 * The nightly proof of all derived hours, beside one plain statement that sums up the same rows.
 *
 * @param {import('./sales-world.mjs').Sales} sales
 * @param {import('./bounds.mjs').Bounds} bounds
 */
export async function measureProof({ hub, client, size }, bounds) {
  const [proofMs, plainMs] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    proofMs.push(await timed(() => hub.run('reporting.sweep')));
    plainMs.push(await timed(() => client.query(PLAIN)));
  }
  const [proof, plain] = [median(proofMs), median(plainMs)];
  console.log(`\nproof: ${size.days} days of ${size.stores} stores from ${size.orders} orders`);
  console.log(`  proven in ${proof.toFixed(0)} ms, one GROUP BY of the same rows in ${plain.toFixed(0)} ms`);
  console.log(`  ratio ${bounds.atMost('proof', proof / plain, MOST)}`);
  const { rows } = await client.query(
    'SELECT differences FROM hour_sweeps ORDER BY finished_at DESC LIMIT 1',
  );
  console.log(`  nothing differs: ${bounds.isTrue('proof: nothing differs', rows[0]?.differences === 0)}`);
}

const PLAIN = `
  SELECT store_id, date_trunc('hour', at) AS hour, sum(orders), sum(items), sum(lines), sum(total_fen), sum(gross_fen),
    sum(discount_fen), sum(freight_fen), sum(packaging_fen), sum(service_fen), sum(rounding_fen), sum(refund_fen)
  FROM sale_postings WHERE at >= now() - INTERVAL '35 days' GROUP BY 1, 2`;
