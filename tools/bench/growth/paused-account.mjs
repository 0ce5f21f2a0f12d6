import { claimBeside } from '../claims.mjs';

const WAITING = 100_000;

/** Due before all others: who claims in the order of time meets them first. */
const DELIVERIES = `
  INSERT INTO deliveries (id, received_at, account_id, connector, key, body_hash, body_size, order_references, state,
    attempts, due_at)
  SELECT gen_random_uuid(), now() - n * INTERVAL '1 second', $1, 'suning', 'paused_' || n, decode(md5('paused ' || n), 'hex'), 600,
    '[]', 'pending', 1, now() - INTERVAL '2 years' + n * INTERVAL '1 second' FROM generate_series(1, ${WAITING}) AS n`;

/**
 * Lets an account be paused while so many of its deliveries wait.
 *
 * @param {import('pg').Client} client
 * @param {string} account
 * @returns {Promise<[string, () => Promise<unknown[]>][]>} claims of what others have waiting
 */
export async function claimsBesidePaused(client, account) {
  await client.query(DELIVERIES, [account]);
  await client.query('VACUUM ANALYZE deliveries');
  const beside = `beside ${WAITING} of a paused account`;
  return [
    [`claim: documents ${beside}`, claimBeside(client, account, ['storefront'])],
    [`claim: fetches ${beside}`, claimBeside(client, account, ['suning'])],
  ];
}
