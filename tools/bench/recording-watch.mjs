import { setTimeout as sleep } from 'node:timers/promises';
import { connected } from './connected.mjs';
import { orderDocument, signed } from './signed-order.mjs';

const SEND_EVERY_MS = 20;
const SAMPLE_EVERY_MS = 5;

/**
 * Lets a shop tell of orders all the time, of a new one and of one that is recorded already in turn, and watches how
 * long recording takes.
 *
 * @param {{ hub: { base: string, webhookPath: string }, url: string, run: string, code: string, recorded: number }} how
 *   `recorded`: how many orders `<code>-1`, `<code>-2`, … there are
 * @returns {{ stop: () => Promise<{ deliveries: number, longestMs: number, longestLockMs: number }> }}
 */
export function watchRecording({ hub, url, run, code, recorded }) {
  let stopped = false;
  const startedAt = new Date();
  const sending = send();
  const sampling = sample();
  return {
    async stop() {
      stopped = true;
      const deliveries = await sending;
      return { deliveries, ...(await timesOf()), longestLockMs: await sampling };
    },
  };

  async function send() {
    let index = 0;
    for (; !stopped; index += 1) {
      const known = `${code}-${someOf(recorded)}`;
      const orderNo = index % 2 === 0 ? `${run}-${index}` : known;
      const { body, headers } = signed(`${run}-${index}`, orderDocument(orderNo, code));
      const answer = await fetch(hub.base + hub.webhookPath, { method: 'POST', body, headers });
      if (!answer.ok) throw new Error(`a delivery was refused: ${answer.status} ${await answer.text()}`);
      await sleep(SEND_EVERY_MS);
    }
    return index;
  }

  /** @returns {Promise<number>} the longest that the locks of a recording took, ms */
  function sample() {
    return connected(url, async (client) => {
      let longest = 0;
      while (!stopped) {
        const since = performance.now();
        await client.query(LOCKS, [`${code}-${someOf(recorded)}`]);
        longest = Math.max(longest, performance.now() - since);
        await sleep(SAMPLE_EVERY_MS);
      }
      return longest;
    });
  }

  function timesOf() {
    return connected(url, async (client) => {
      for (;;) {
        const { rows } = await client.query(RECORDED, [startedAt]);
        if (rows[0].pending === 0) return { longestMs: rows[0].longest };
        await sleep(SAMPLE_EVERY_MS);
      }
    });
  }
}

const someOf = (count) => 1 + Math.floor(Math.random() * count);

/** What a recording of one order locks first. */
const LOCKS = `WITH recording AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(7303014))
  SELECT FROM recording, orders WHERE orders.id = (SELECT order_id FROM legs WHERE account_id = (SELECT id FROM accounts LIMIT 1) AND vendor_no = $1) FOR UPDATE OF orders`;
const RECORDED = `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending,
    coalesce(max(extract(epoch FROM settled_at - received_at)) * 1000, 0)::float8 AS longest
  FROM deliveries WHERE received_at >= $1`;
