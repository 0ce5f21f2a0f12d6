import { type EndedFetch, noteFetches } from '#accounts/accounts/known-fetches.store.js';
import { withinCall } from '#connectors-core/call-context.js';
import { inFixedWords } from '#connectors-core/fault.js';
import type { Fetched } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { afterUnsent, isUnsent } from '#connectors-core/not-sent.js';
import { laterPauseMs, untilWritten } from '#database/later.js';
import { MicroBatch } from '#database/micro-batch.js';
import { together, type Written } from '#database/together.js';
import { isRefusedValue } from '#database/refused-value.js';
import { AccountSlots } from '#jobs/account-slots.js';
import { Leases } from '#jobs/lease.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type Recording, toRecording } from '#ledger/recording.js';
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliverySettlement,
  LEASE_MS,
  restDeliveries,
  settleDeliveries,
} from './claim.store.js';
import { deliveryLine, laterLine } from './delivery-line.js';
import { isLater, settleDone, settleFailure, settleNotFound } from './failure.js';
import { ListedHints } from './listed-hints.js';
import { openedBy } from './opened-by.js';
import type { IntakeParts } from './intake-parts.js';
import { byOrders, endedBy, endedFetch, type OrderGroup } from './order-groups.js';

/** Fetches under way in one instance; each account has its share, so that a slow vendor holds up nobody else. */
const SLOTS = 64;
const SLOTS_PER_ACCOUNT = 16;
/** Answers that arrive while a transaction is under way share the next one. */
const RECORDED_AT_ONCE = { largest: 200, atOnce: 1 };

/** With how its fetches ended until it failed. */
interface FailedGroup extends OrderGroup {
  readonly fetches: readonly EndedFetch[];
}

interface Answer {
  readonly fetches: readonly EndedFetch[];
  readonly settlements: readonly DeliverySettlement[];
  readonly recordings: readonly Recording[];
  /** By whose numbers the vendor names the orders, though there is no such account. */
  readonly unknownAccounts: readonly string[];
}

type FetchedOrder = Extract<Fetched, { found: true }>;

/**
 * Works off deliveries that only name orders: fetch each order, record the answer, settle. Where orders can be listed
 * that is only done for those that a listing did not show (`ListedHints`).
 */
export class FetchDrain {
  private readonly slots = new AccountSlots(SLOTS);
  private readonly answers: MicroBatch<Answer, Written<true>>;

  private readonly leases: Leases;
  private readonly hints: ListedHints;

  constructor(
    private readonly parts: IntakeParts,
    private readonly connectors: readonly string[],
  ) {
    this.hints = new ListedHints(parts);
    this.leases = new Leases(parts.clock, parts.instance, LEASE_MS);
    this.answers = new MicroBatch(
      (answers) => together(answers, (some) => this.record(some)),
      RECORDED_AT_ONCE,
    );
  }

  /** Returns when nothing is due and nothing under way; when aborted, as soon as what is under way has ended. */
  async drain(signal: AbortSignal): Promise<void> {
    if (this.connectors.length === 0) return;
    await this.slots.drain(async () => {
      const claimed = signal.aborted ? [] : await this.claim();
      const toFetch = claimed.length === 0 ? [] : await this.hints.sift(claimed);
      for (const group of byOrders(toFetch)) this.slots.hold(group.accountId, this.fetch(group));
      return claimed.length;
    });
  }

  /** There may be more to claim: a drain that waits for a slow vendor looks again. */
  poke(): void {
    this.slots.poke();
  }

  private async claim(): Promise<ClaimedDelivery[]> {
    if (this.slots.free === 0) return [];
    const claimed = await claimDeliveries(this.parts.database, {
      lease: this.leases.next(),
      connectors: this.connectors,
      except: [...this.slots.full(SLOTS_PER_ACCOUNT), ...this.parts.accounts.pausedIds()],
      limit: Math.min(this.slots.free, SLOTS_PER_ACCOUNT),
    });
    // Nothing of a hint is read any more: what it is about is fetched, or listed.
    await this.parts.erased?.blankNamed(this.parts.database, claimed);
    return claimed;
  }

  /** Never rejects: what goes wrong is written to the deliveries. */
  private async fetch(group: OrderGroup): Promise<void> {
    const startedAt = this.parts.clock.now();
    const fetches: EndedFetch[] = [];
    try {
      const answer = await this.ask(group, fetches);
      const written = await this.answers.add(answer);
      if ('failure' in written) throw written.failure;
      this.tellFetch(group, startedAt, answer.recordings.length > 0 ? 'found' : 'not_found');
      this.tell(group, answer.settlements, answer.unknownAccounts);
    } catch (error) {
      this.tellFetch(group, startedAt, this.restsUntil(error) === undefined ? 'failed' : 'later', error);
      await this.giveBack({ ...group, fetches: endedBy(error, group, fetches) }, startedAt, error);
    }
  }

  /** @param fetches where it is told how each of them ended */
  private async ask(group: OrderGroup, fetches: EndedFetch[]): Promise<Answer> {
    const active = await this.parts.accounts.byId(group.accountId);
    const fetch = active?.connector.source?.fetch?.bind(active.connector.source);
    if (active === undefined || fetch === undefined)
      throw new ConnectorError('invalid_config', 'the account or its connector is gone');
    const found: FetchedOrder[] = [];
    let missing: string | undefined;
    for (const reference of group.references) {
      const fetched = await withinCall({ purpose: 'fetch' }, () => fetch(reference, active.account));
      fetches.push(endedFetch(group, reference, !fetched.found));
      if (fetched.found) found.push(fetched);
      else missing = fetched.message;
    }
    const observations = found.map(({ observation }) => observation);
    const numbers = await DeclaredNumbers.in(observations, this.parts.accounts);
    const by = openedBy(group.deliveries);
    const recordings = found.map(({ observation, rawBody }) =>
      toRecording(active, { observation, evidence: { body: rawBody }, by }, numbers),
    );
    const settlements = this.settlements(group, missing);
    return { recordings, settlements, fetches, unknownAccounts: numbers.unknown };
  }

  private settlements(group: OrderGroup, missing: string | undefined): DeliverySettlement[] {
    const now = this.parts.clock.now();
    return group.deliveries.map((one) =>
      missing === undefined ? settleDone(one, now) : settleNotFound(one, missing, now, this.parts.random),
    );
  }

  private async record(answers: readonly Answer[]): Promise<readonly true[]> {
    await this.parts.database.transaction(async (sql) => {
      await this.parts.ledger.recordOn(
        sql,
        answers.flatMap(({ recordings }) => recordings),
      );
      await settleDeliveries(
        sql,
        answers.flatMap(({ settlements }) => settlements),
      );
      await noteFetches(
        sql,
        answers.flatMap(({ fetches }) => fetches),
        this.parts.clock.now(),
      );
    });
    return answers.map(() => true);
  }

  private async giveBack(group: FailedGroup, startedAt: Date, error: unknown): Promise<void> {
    try {
      const dueAt = this.restsUntil(error);
      await (dueAt === undefined ? this.settleInWords(group, error) : this.rest(group, error, dueAt));
    } catch (lost) {
      // Nothing is lost: the lease runs out and the delivery is claimed again.
      this.tellFetch(group, startedAt, 'not settled', lost);
    }
  }

  private async settleInWords(group: FailedGroup, error: unknown): Promise<void> {
    try {
      await this.settleFailed(group, error);
    } catch (refusal) {
      if (!isRefusedValue(refusal)) throw refusal;
      await this.settleFailed(group, inFixedWords(error));
    }
  }

  private async settleFailed(group: FailedGroup, error: unknown): Promise<void> {
    const now = this.parts.clock.now();
    const settlements = group.deliveries.map((one) => settleFailure(one, error, now, this.parts.random));
    await untilWritten(() =>
      this.parts.database.transaction(async (sql) => {
        await settleDeliveries(sql, settlements);
        await noteFetches(sql, group.fetches, now);
      }),
    );
    this.tell(group, settlements);
  }

  /** Where nothing was tried: our own database was away, or the hub itself did not call. */
  private restsUntil(error: unknown): Date | undefined {
    const now = this.parts.clock.now();
    if (isUnsent(error)) return afterUnsent(error, now, this.parts.random);
    return isLater(error) ? new Date(now.getTime() + laterPauseMs(this.parts.random)) : undefined;
  }

  private async rest({ deliveries }: OrderGroup, error: unknown, dueAt: Date): Promise<void> {
    for (const delivery of deliveries) this.parts.log(laterLine(delivery, dueAt, error));
    await untilWritten(() => restDeliveries(this.parts.database, deliveries, dueAt));
  }

  private tell(
    { deliveries }: OrderGroup,
    settlements: readonly DeliverySettlement[],
    unknownAccounts: readonly string[] = [],
  ): void {
    deliveries.forEach((delivery, at) => {
      const settlement = settlements[at];
      if (settlement !== undefined) this.parts.log(deliveryLine(delivery, settlement, { unknownAccounts }));
    });
  }

  private tellFetch(group: OrderGroup, startedAt: Date, outcome: string, error?: unknown): void {
    this.parts.log({
      event: 'fetch',
      level: outcome === 'not settled' ? 'error' : error === undefined ? 'info' : 'warn',
      outcome,
      accountId: group.accountId,
      connector: group.connector,
      vendorNos: group.references.map((reference) => reference.vendorNo),
      deliveries: group.deliveries.length,
      ms: this.parts.clock.now().getTime() - startedAt.getTime(),
      ...(error === undefined ? {} : { error }),
    });
  }
}
