import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { confirmCover } from './cover.mjs';
import { startDistortions } from './sandbox.mjs';

const LOOK_EVERY_MS = 1_000;
const PATIENCE_MS = 10 * 60_000;

const PLACING = { dispatch: { place: true, ship: true, complete: true, cancel: true } };

/**
 * Once the day of history has been recorded: hours before the Ovopark binding are reported only when somebody
 * asks, so the demo asks; and from here on what is paid is placed at the tills, because nobody wants
 * yesterday's orders in the kitchen. Then stories begin to go wrong, for which there must be placed orders, and it
 * confirms what a cover does, as a person would. Gives up with a line; the next start tries again.
 */
export async function goOnAfterHistory(hub, sandboxUrl, { tills, ...chain }, mark) {
  try {
    await reportHistory(hub, { stores: chain.stores, tills }, mark);
    await startDistortions(sandboxUrl, chain);
    await confirmCover(hub, sandboxUrl, chain);
  } catch (error) {
    const undone = 'history is not reported yet, no story goes wrong yet, or no cover is confirmed';
    console.error(`  The demo's ${undone}: ${error.message}`);
  }
}

async function reportHistory(hub, { stores, tills }, mark) {
  const history = JSON.parse(fs.readFileSync(mark, 'utf8'));
  if (history.reported) return;
  await untilRecorded(hub);
  const { from, to } = history;
  for (const till of tills) await hub.patch(`accounts/${till.id}`, { config: PLACING });
  for (const store of Object.values(stores)) await hub.post('submissions', { storeId: store.id, from, to });
  fs.writeFileSync(mark, JSON.stringify({ ...history, reported: true }));
}

/** Until orders have come and nothing of them waits. */
async function untilRecorded(hub) {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const [{ items: waiting }, { items: done }] = await Promise.all([
      hub.get('deliveries?state=pending&limit=5'),
      hub.get('deliveries?state=done&limit=200'),
    ]);
    if (waiting.length < 5 && done.length >= 200) return;
    if (performance.now() > deadline) throw new Error('orders are still being fetched');
    await sleep(LOOK_EVERY_MS);
  }
}
