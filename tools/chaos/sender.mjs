import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { orderDocument } from './order-document.mjs';

const EVERY_MS = 200;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;
const PATIENCE_MS = 15_000;

/**
 * A shop that posts five orders a second, and each again under its id until somebody has acknowledged it; in turn at
 * each hub, as a balancer that looks at nothing would.
 *
 * @param {{ hubs: { url: string }[], webhookPath: string, secret: string, from: Date }} world
 * @param {(attempt: { hub: object, ok: boolean, at: number }) => void} tell of each attempt, when it is over
 */
export function startSender({ hubs, webhookPath, secret, from }, tell) {
  const webhook = new Webhook(secret);
  const acknowledged = new Map();
  const underWay = new Set();
  const giveUp = new AbortController();
  let index = 0;

  async function deliver(at) {
    const order = { index: at, orderNo: `C-${at}`, from };
    const body = orderDocument(order);
    for (let tries = 0; !giveUp.signal.aborted; tries += 1) {
      const hub = hubs[(at + tries) % hubs.length];
      const ok = await post(webhook, hub.url + webhookPath, { id: `msg-${at}`, body });
      tell({ hub, ok, at: Date.now() });
      if (ok && acknowledged.has(order.orderNo)) return;
      if (ok) acknowledged.set(order.orderNo, at);
      // Every tenth comes once more although it was acknowledged: the answer may have been lost on its way.
      if (ok && at % 10 !== 0) return;
      await sleep(Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 5), LONGEST_RETRY_MS));
    }
  }

  const begin = () => {
    const delivery = deliver(index++)
      .catch(() => {})
      .finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  };
  const timer = setInterval(begin, EVERY_MS);
  return {
    acknowledged,
    sent: () => index,
    /** No new orders; resolves when all are acknowledged, or at the latest after so long. */
    async finish(withinMs) {
      clearInterval(timer);
      await Promise.race([Promise.all(underWay), sleep(withinMs, undefined, { ref: false })]);
      giveUp.abort();
    },
  };
}

/** @returns {Promise<boolean>} whether it was acknowledged */
function post(webhook, url, { id, body }) {
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, now, body),
  };
  const request = { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE_MS) };
  return fetch(url, request).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
}
