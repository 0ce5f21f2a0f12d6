import { setTimeout as sleep } from 'node:timers/promises';
import { countOutcome, untilDrained } from './outcome.mjs';
import { startSender } from './sender.mjs';
import { startWatch } from './watch.mjs';
import { openWorld } from './world.mjs';

const BEFORE_MS = 3_000;
const AFTER_MS = 5_000;
const ALL_WITHIN_MS = 180_000;

/** A fault in a world of its own, under a steady stream of orders. */
export async function runFault(room, { fault, seconds }, name) {
  const undo = [];
  try {
    const world = await openWorld(room, name, undo);
    const watch = startWatch(world);
    undo.push(() => watch.stop());
    const sender = startSender(world, watch.heard);
    undo.push(() => sender.finish(0));
    await sleep(BEFORE_MS);
    const mend = await fault.strike(world, seconds);
    await sleep(seconds * 1_000);
    await mend?.();
    return await afterMending({ world, watch, sender });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

async function afterMending({ world, watch, sender }) {
  const mendedAt = Date.now();
  await sleep(AFTER_MS);
  await sender.finish(ALL_WITHIN_MS);
  const drained = await untilDrained(world, sender.acknowledged.size, ALL_WITHIN_MS);
  const drainedAt = Date.now();
  return {
    sent: sender.sent(),
    acknowledged: sender.acknowledged.size,
    firstOkMs: (watch.firstOkAfter(mendedAt) ?? Infinity) - mendedAt,
    drainedMs: drained ? drainedAt - mendedAt : Infinity,
    ...(await countOutcome(world, sender.acknowledged)),
    readyInVainMs: Math.max(...Object.values(watch.longest)),
  };
}
