import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type {
  Reference,
  Acknowledgement,
  VerifiedDelivery,
  Webhook,
  WebhookRequest,
} from '#connectors-core/connector.js';
import { type AuthenticDelivery, WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { ByteRoom } from '#database/byte-room.js';
import type { Database } from '#database/database.js';
import type { DatabaseClock } from '#database/database-clock.js';
import { jsonText } from '#database/json-text.js';
import type { MicroBatch } from '#database/micro-batch.js';
import { within } from '#database/statement-bounds.js';
import { uuidV7 } from '#domain/ids.js';
import { PLAIN_KEEPING } from '#domain/body-keeping.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { storableName } from '#domain/storable.js';
import type { Instance } from '#jobs/instance.js';
import { type NewDelivery, type ReceivedDelivery, readKeyHash, storeConflict } from './inbox.store.js';
import { drainWakeUp, storingBatches } from './storing-batches.js';
import { ErasedSenders } from './erasure/erased-senders.js';
import { hashOf } from './kept-body.js';
import { RandomBytes } from './random-bytes.js';
import { RefusedDeliveries } from './refused-deliveries.js';
import type { Unverified } from './unverified.store.js';
import { UnverifiedTally } from './unverified-tally.js';

/** All bodies in memory: those being read, those that wait for a batch, those in one. */
const MOST_HELD_BYTES = 64 * 1024 * 1024;
/** Of these one account's bodies that are being read: senders who announce much and send slowly hold up only theirs. */
const MOST_READ_BYTES = MOST_HELD_BYTES / 4;
/** A sender waits no longer than this for our clock, ms. */
const SETTLE_WITHIN_MS = 500;

/** The acknowledging path: verify, store durably, answer. Nothing is acknowledged that is not committed. */
export class IntakeService {
  private readonly inbox: MicroBatch<NewDelivery, boolean>;
  private readonly refused: RefusedDeliveries;
  private readonly unverified: UnverifiedTally;
  private readonly room = new ByteRoom(MOST_HELD_BYTES);
  /** Of each account's bodies that are being read. */
  private readonly reading = new Map<string, ByteRoom>();
  private readonly random = new RandomBytes();
  private committedAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly clock: Pick<DatabaseClock, 'now' | 'settle'>,
    instance: Instance,
    private readonly log: Log,
    private readonly erased = new ErasedSenders(PLAIN_KEEPING),
  ) {
    this.refused = new RefusedDeliveries(database, log, erased);
    this.unverified = new UnverifiedTally(database, log);
    const drain = drainWakeUp(database, instance, log);
    this.inbox = storingBatches(
      database,
      () => erased.keeping.seal,
      () => {
        this.committedAt = performance.now();
        drain.want();
      },
    );
  }

  /**
   * Takes one webhook request. The same idempotency key with the same body gets the same answer and has
   * no new effect.
   * @throws WebhookRefusal when it is not taken; any other error means that it may not have been stored: the
   * sender's repeat under the same key is answered as if it were the first
   */
  async acknowledge(active: ActiveAccount, request: WebhookRequest): Promise<Acknowledgement> {
    const leave = this.room.take(request.rawBody.length);
    try {
      return await within('acknowledging', () => this.take(active, request));
    } finally {
      leave();
    }
  }

  /**
   * Keeps room for a body that is about to be read. @returns gives it back; {@link acknowledge} takes its own
   * @throws DatabaseBehindError when too much waits already, or too much of this account's is being read
   */
  expect(accountId: string, bytes: number): () => void {
    const own = this.reading.get(accountId) ?? new ByteRoom(MOST_READ_BYTES);
    this.reading.set(accountId, own);
    const leaveAll = this.room.take(bytes);
    try {
      const leaveOwn = own.take(bytes);
      return () => {
        leaveOwn();
        leaveAll();
      };
    } catch (error) {
      leaveAll();
      throw error;
    }
  }

  /** Counts a request for an account that was refused before anybody could know who sent it. Never waits. */
  noteUnverified(accountId: string, refusal: Pick<Unverified, 'reason' | 'message'>): void {
    this.unverified.note(accountId, this.clock.now(), refusal);
  }

  /** @throws DatabaseBehindError when there is no room for a body of so many bytes, whoever sends it */
  tryRoom(bytes: number): void {
    this.room.take(bytes)();
  }

  private async take(active: ActiveAccount, request: WebhookRequest): Promise<Acknowledgement> {
    const { webhook } = active.connector;
    if (webhook === undefined) throw new WebhookRefusal('unsigned', refusal('connector_takes_no_webhooks'));
    const verified = await this.verified(webhook, active, request);
    const { references, notRead, charset } = verified;
    const delivery: NewDelivery = {
      ...this.received(active, request, verified),
      keyExpiresAt: new Date(request.receivedAt.getTime() + webhook.keyLifetimeMs),
      references: jsonText(references),
      notRead: notRead ?? null,
      charset: charset ?? null,
    };
    const startedAt = performance.now();
    const outcome = (await this.inbox.add(delivery)) ? 'stored' : await this.notStored(delivery);
    this.log({
      event: 'delivery',
      level: 'debug',
      outcome,
      deliveryId: delivery.id,
      accountId: delivery.accountId,
      connector: delivery.connector,
      ms: Math.round(performance.now() - startedAt),
    });
    return webhook.acknowledgement;
  }

  /** @throws WebhookRefusal; one for its content once the delivery is kept: whom nobody could tell, comes again */
  private async verified(
    webhook: Webhook,
    active: ActiveAccount,
    request: WebhookRequest,
  ): Promise<VerifiedDelivery> {
    try {
      return webhook.verify(request, active.account);
    } catch (error) {
      if (error instanceof WebhookRefusal && error.authentic !== undefined) {
        await this.refused.keep(this.received(active, request, error.authentic), error, error.authentic);
      }
      throw error;
    }
  }

  private received(
    active: ActiveAccount,
    request: WebhookRequest,
    { key }: AuthenticDelivery,
  ): ReceivedDelivery {
    return {
      id: uuidV7(request.receivedAt, this.random.next()),
      receivedAt: request.receivedAt,
      accountId: active.account.id,
      connector: active.connector.id,
      key: key === null ? null : storableName(key),
      body: request.rawBody,
    };
  }

  /** Bytes of the bodies that are held until they are committed. */
  get heldBytes(): number {
    return this.room.usedBytes;
  }

  /** How many requests wait for their commit. */
  get backlog(): number {
    return this.inbox.backlog;
  }

  /** Since a batch was last committed, ms; Infinity when none was. */
  sinceCommitMs(): number {
    return performance.now() - this.committedAt;
  }

  /**
   * When a request that came just now is received. A clock that is not trusted is measured first if that is
   * quick: signatures are judged by this time.
   */
  async receivedAt(): Promise<Date> {
    await this.clock.settle(SETTLE_WITHIN_MS);
    return this.clock.now();
  }

  private async notStored(delivery: NewDelivery): Promise<'repeated' | 'counted up'> {
    if (delivery.key === null) return 'counted up';
    const first = await readKeyHash(this.database, delivery.accountId, delivery.key);
    if (first === hashOf(delivery.body)) return 'repeated';
    const numbers = (JSON.parse(delivery.references) as readonly Reference[]).map(({ vendorNo }) => vendorNo);
    await this.database.transaction(async (sql) => {
      const [body = delivery.body] = await this.erased.bytesToKeep(sql, [{ ...delivery, numbers }]);
      await storeConflict(sql, { ...delivery, body }, this.erased.keeping.seal);
    });
    this.log({
      event: 'delivery',
      level: 'warn',
      outcome: 'conflict',
      ms: undefined,
      deliveryId: delivery.id,
      accountId: delivery.accountId,
      connector: delivery.connector,
    });
    throw new WebhookRefusal('conflict', refusal('delivery_key_used_before'));
  }
}
