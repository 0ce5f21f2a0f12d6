import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Fetched, Reference } from '#connectors-core/connector.js';
import type { Database } from '#database/database.js';
import { MicroBatch } from '#database/micro-batch.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { AccountSlots } from '#jobs/account-slots.js';
import type { Instance } from '#jobs/instance.js';
import type { LedgerService } from '#ledger/ledger.service.js';
import { type OpenedBy, type Recording, recordingAccount } from '#ledger/recording.js';
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliverySettlement,
  settleDeliveries,
} from './claim.store.js';
import { deliveryLine } from './delivery-line.js';
import { settleDone, settleFailure, settleNotFound } from './failure.js';
import { openedBy } from './opened-by.js';

/** Fetches under way in one instance; each account has its share, so that a slow vendor holds up nobody else. */
const SLOTS = 64;
const SLOTS_PER_ACCOUNT = 16;
/** Answers that arrive while a transaction is under way share the next one. */
const RECORDED_AT_ONCE = { largest: 200, atOnce: 1 };

/** Deliveries that name the same orders of one account: one fetch of each order serves them all. */
interface OrderGroup {
  readonly accountId: string;
  readonly references: readonly Reference[];
  readonly deliveries: readonly ClaimedDelivery[];
}

interface Answer {
  readonly settlements: readonly DeliverySettlement[];
  readonly recordings: readonly Recording[];
}

/** How one answer's recording ended. */
interface Outcome {
  readonly failure?: Error;
}

/** Works off deliveries that only name orders: fetch each order, record the answer, settle. */
export class FetchDrain {
  private readonly slots = new AccountSlots(SLOTS);
  private readonly answers: MicroBatch<Answer, Outcome>;

  constructor(
    private readonly database: Database,
    private readonly accounts: Pick<AccountDirectory, 'byId' | 'pausedIds'>,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly connectors: readonly string[],
    private readonly log: Log,
  ) {
    this.answers = new MicroBatch((answers) => this.record(answers), RECORDED_AT_ONCE);
  }

  /** Returns when nothing is due and nothing under way; when aborted, as soon as what is under way has ended. */
  async drain(signal: AbortSignal): Promise<void> {
    if (this.connectors.length === 0) return;
    await this.slots.drain(async () => {
      const claimed = signal.aborted ? [] : await this.claim();
      for (const group of byOrders(claimed)) this.slots.hold(group.accountId, this.fetch(group));
      return claimed.length;
    });
  }

  /** There may be more to claim: a drain that waits for a slow vendor looks again. */
  poke(): void {
    this.slots.poke();
  }

  private async claim(): Promise<ClaimedDelivery[]> {
    if (this.slots.free === 0) return [];
    return claimDeliveries(this.database, {
      holder: this.instance.id,
      connectors: this.connectors,
      except: [...this.slots.withAtLeast(SLOTS_PER_ACCOUNT), ...this.accounts.pausedIds()],
      limit: Math.min(this.slots.free, SLOTS_PER_ACCOUNT),
    });
  }

  /** Never rejects: what goes wrong is written to the deliveries. */
  private async fetch(group: OrderGroup): Promise<void> {
    const startedAt = this.clock.now();
    try {
      const answer = await this.ask(group);
      const { failure } = await this.answers.add(answer);
      if (failure !== undefined) throw failure;
      this.report(group, startedAt, answer.recordings.length > 0 ? 'found' : 'not_found');
      this.tell(group, answer.settlements);
    } catch (error) {
      this.report(group, startedAt, 'failed', error);
      await this.giveBack(group, error);
    }
  }

  private async ask(group: OrderGroup): Promise<Answer> {
    const active = await this.accounts.byId(group.accountId);
    const source = active?.connector.source;
    if (active === undefined || source?.fetch === undefined)
      throw new Error('the account or its connector is gone');
    const recordings: Recording[] = [];
    let missing: string | undefined;
    for (const reference of group.references) {
      const fetched = await source.fetch(reference, active.account);
      if (fetched.found) recordings.push(toRecording(active, fetched, openedBy(group.deliveries)));
      else missing = fetched.message;
    }
    return { recordings, settlements: this.settlements(group, missing) };
  }

  private settlements(group: OrderGroup, missing: string | undefined): DeliverySettlement[] {
    const now = this.clock.now();
    return group.deliveries.map((one) =>
      missing === undefined ? settleDone(one, now) : settleNotFound(one, missing, now, Math.random),
    );
  }

  /** One transaction for many answers; if it fails, one by one, so that a poisoned order stops only itself. */
  private async record(answers: readonly Answer[]): Promise<Outcome[]> {
    try {
      await this.database.transaction(async (sql) => {
        await this.ledger.recordOn(
          sql,
          answers.flatMap(({ recordings }) => recordings),
        );
        await settleDeliveries(
          sql,
          this.instance.id,
          answers.flatMap(({ settlements }) => settlements),
        );
      });
      return answers.map(() => ({}));
    } catch (error) {
      if (answers.length === 1) return [{ failure: asError(error) }];
      const outcomes: Outcome[] = [];
      for (const answer of answers) outcomes.push(...(await this.record([answer])));
      return outcomes;
    }
  }

  private async giveBack(group: OrderGroup, error: unknown): Promise<void> {
    const now = this.clock.now();
    const settlements = group.deliveries.map((one) => settleFailure(one, error, now, Math.random));
    try {
      await settleDeliveries(this.database, this.instance.id, settlements);
      this.tell(group, settlements);
    } catch (lost) {
      // Nothing is lost: the lease runs out and the delivery is claimed again.
      this.log({ event: 'fetch', level: 'error', outcome: 'not settled', error: lost });
    }
  }

  private tell({ deliveries }: OrderGroup, settlements: readonly DeliverySettlement[]): void {
    deliveries.forEach((delivery, at) => {
      const settlement = settlements[at];
      if (settlement !== undefined) this.log(deliveryLine(delivery, settlement));
    });
  }

  private report(group: OrderGroup, startedAt: Date, outcome: string, error?: unknown): void {
    this.log({
      event: 'fetch',
      level: error === undefined ? 'info' : 'warn',
      outcome,
      account: group.accountId,
      orders: group.references.map((reference) => reference.vendorNo),
      deliveries: group.deliveries.length,
      ms: this.clock.now().getTime() - startedAt.getTime(),
      ...(error === undefined ? {} : { error }),
    });
  }
}

/** A delivery stands in one group only, with all orders that it names, so that it is done when all of them are. */
function byOrders(claimed: readonly ClaimedDelivery[]): OrderGroup[] {
  const groups = new Map<string, OrderGroup>();
  for (const delivery of claimed) {
    const { account_id: accountId, references } = delivery;
    const key = JSON.stringify([accountId, ...references.map((reference) => reference.vendorNo).sort()]);
    const deliveries = [...(groups.get(key)?.deliveries ?? []), delivery];
    groups.set(key, { accountId, references, deliveries });
  }
  return [...groups.values()];
}

const toRecording = (
  active: ActiveAccount,
  fetched: Extract<Fetched, { found: true }>,
  by: OpenedBy,
): Recording => ({
  account: recordingAccount(active),
  observation: fetched.observation,
  evidence: { body: fetched.rawBody },
  by,
});

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
