import type { Database } from '#database/database.js';
import { MicroBatch } from '#database/micro-batch.js';
import { DatabaseSilentError, within } from '#database/statement-bounds.js';
import type { BodySeal } from '#domain/body-keeping.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { SpacedWakeUp } from '#jobs/spaced-wake-up.js';
import { type NewDelivery, storeDeliveries } from './inbox.store.js';
import { INTAKE_DRAIN } from './intake.tasks.js';

/** Enough for one commit to carry many. */
const LARGEST_BATCH = 256;
/** On its way to the server a batch is held about five times: as bodies, joined, and in the socket's buffers. */
const LARGEST_BATCH_BYTES = 4 * 1024 * 1024;
/** Two: one is put together while the other's commit waits for the disk. More would only make batches smaller. */
const BATCHES_AT_ONCE = 2;

/**
 * Deliveries on their way into the inbox, many to a commit; each is told whether it was stored.
 * @param sealNow the seal at that time
 */
export function storingBatches(
  database: Database,
  sealNow: () => BodySeal,
  onCommitted: () => void,
): MicroBatch<NewDelivery, boolean> {
  const store = async (deliveries: readonly NewDelivery[]): Promise<readonly boolean[]> => {
    const stored = await within('acknowledging', () => storeDeliveries(database, deliveries, sealNow()));
    onCommitted();
    return deliveries.map(({ id }) => stored.has(id));
  };
  return new MicroBatch(store, {
    largest: LARGEST_BATCH,
    largestBytes: LARGEST_BATCH_BYTES,
    sizeOf: ({ body }) => body.length,
    atOnce: BATCHES_AT_ONCE,
    evenly: true,
    gathers: true,
    // A sender that waited while the database was silent has waited as long as any sender should.
    failsAllWaiting: (error) => error instanceof DatabaseSilentError,
  });
}

/** Workers are woken no more often than this, ms: what comes meanwhile is found by the same drain. */
const WAKE_EVERY_MS = 20;

/** What a commit of new deliveries asks for; it is not the senders' to wait for. */
export function drainWakeUp(database: Database, instance: Instance, log: Log): SpacedWakeUp {
  const wake = (): Promise<void> => within('ordinary', () => wakeUp(database, INTAKE_DRAIN, instance.id));
  return new SpacedWakeUp(wake, {
    spacingMs: WAKE_EVERY_MS,
    onFailed: (error) => {
      log({ event: 'jobs', level: 'warn', task: INTAKE_DRAIN.name, outcome: 'not woken', error });
    },
  });
}
