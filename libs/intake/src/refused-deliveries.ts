import { shortMessage } from '#connectors-core/fault.js';
import type { AuthenticDelivery, WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import type { Database } from '#database/database.js';
import { jsonText } from '#database/json-text.js';
import { MicroBatch } from '#database/micro-batch.js';
import { DatabaseSilentError, within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { storable } from '#domain/storable.js';
import type { ErasedSenders } from './erasure/erased-senders.js';
import type { ReceivedDelivery } from './inbox.store.js';
import { type RefusedDelivery, type RefusedOutcome, storeRefused } from './refused.store.js';

/** One: whoever refuses for an account writes the row of its day, and others would only wait for it. */
const AT_A_TIME = { largest: 64, largestBytes: 4 * 1024 * 1024, atOnce: 1 };
/** The sender is told all of them; so many show what is wrong. */
const MOST_FAULTS = 100;

/** Keeps deliveries whose signature is right and whose content is not, for people to see. */
export class RefusedDeliveries {
  private readonly batches: MicroBatch<RefusedDelivery, RefusedOutcome>;

  constructor(
    database: Database,
    private readonly log: Log,
    erased: ErasedSenders,
  ) {
    this.batches = new MicroBatch(
      (refused) => within('acknowledging', () => storeRefused(database, refused, erased)),
      {
        ...AT_A_TIME,
        sizeOf: ({ body }) => body.length,
        failsAllWaiting: (error) => error instanceof DatabaseSilentError,
      },
    );
  }

  /** Resolves once it is kept or counted. No key is taken: the corrected one may come under the same. */
  async keep(
    received: ReceivedDelivery,
    { reason, message, said, faults }: WebhookRefusal,
    { references, charset }: AuthenticDelivery,
  ): Promise<void> {
    const startedAt = performance.now();
    const outcome = await this.batches.add({
      ...received,
      references: jsonText(references),
      numbers: references.map(({ vendorNo }) => vendorNo),
      charset: charset ?? null,
      reason,
      message: shortMessage(message),
      faults: jsonText(
        (faults.length > 0 ? faults : [{ field: '', ...said }]).slice(0, MOST_FAULTS).map(storableFault),
      ),
    });
    this.log({
      event: 'delivery',
      level: 'info',
      outcome: `refused: ${outcome}`,
      accountId: received.accountId,
      connector: received.connector,
      deliveryId: received.id,
      code: reason,
      ms: Math.round(performance.now() - startedAt),
    });
  }
}

const LONGEST_FIELD = 200;

const storableFault = ({ field, message, code, params }: WebhookRefusal['faults'][number]) => ({
  field: storable(field, LONGEST_FIELD),
  message: shortMessage(message),
  ...{ code, params: storableParams(params) },
});

const storableParams = (params: WebhookRefusal['faults'][number]['params']) =>
  Object.fromEntries(
    Object.entries(params).map(([name, param]) => [
      name,
      typeof param === 'string' ? shortMessage(param) : param,
    ]),
  );
