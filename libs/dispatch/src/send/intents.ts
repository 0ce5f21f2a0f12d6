import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { holdMappings, mappingsOf, type ProductMapping } from '#accounts/products/products.store.js';
import { faultOf } from '#connectors-core/fault.js';
import type { OrderSink, PlaceDocument } from '#connectors-core/order-sink.js';
import { MicroBatch } from '#database/micro-batch.js';
import { isRefusedValue } from '#database/refused-value.js';
import type { Sql } from '#database/sql.js';
import { together, type Written } from '#database/together.js';
import { uuidV7 } from '#domain/ids.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lookAgain } from '#ledger/order-changes.store.js';
import { lockOrderRows, type OrderFacts, readLegDetails, readOrderFacts } from '#ledger/order-facts.query.js';
import type { BegunAttempt } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_CONSUMER, DISPATCH_PLAN } from '../dispatch.tasks.js';
import { maskedRequest } from './masked-request.js';
import { type OrderInHand, preparePlace, type Prepared, toItems } from './place-preparing.js';
import {
  beginAttempts,
  type Intent,
  ordersToFlag,
  settleDispatches,
  type DispatchSettlement,
} from '../claimed/settle.store.js';
import { failedTry } from '../claimed/settlement.js';
import { flagOf, holdsUnknown } from '../till-settings.js';
import { switchedOnAccounts } from '../plan/tills.store.js';

export interface PlaceWish {
  readonly claimed: ClaimedDispatch;
  readonly active: ActiveAccount;
  readonly sink: OrderSink;
}

/** Noted and committed: to be sent now, once. */
export interface ReadyPlace {
  readonly document: PlaceDocument;
  readonly attempt: BegunAttempt;
  readonly writeBefore: Date;
}

/** Ready; or where it stands instead; or neither, because somebody else has it. */
export interface PlaceIntent {
  readonly ready?: ReadyPlace;
  readonly instead?: DispatchSettlement;
}

const BATCHES = { largest: 100, atOnce: 1 };

/**
 * Notes what is about to be placed. Under the orders' locks: a cancel that was recorded before is seen
 * here, one that is recorded later finds the intent.
 */
export class Intents {
  private readonly wishes: MicroBatch<PlaceWish, Written<PlaceIntent>>;

  constructor(private readonly parts: DispatchParts) {
    this.wishes = new MicroBatch((wishes) => together(wishes, (some) => this.note(some)), BATCHES);
  }

  async place(wish: PlaceWish): Promise<PlaceIntent> {
    const intent = await this.wishes.add(wish);
    return 'failure' in intent ? this.putOff(wish, intent.failure) : intent.result;
  }

  private note(wishes: readonly PlaceWish[]): Promise<PlaceIntent[]> {
    return this.parts.database.transaction((sql) => this.noteOn(sql, wishes));
  }

  /** Nothing was sent. What the database will never take of it is told, and does not run into its lease's end for ever. */
  private async putOff({ claimed }: PlaceWish, error: unknown): Promise<PlaceIntent> {
    if (!isRefusedValue(error)) throw error;
    const { clock, chance, database } = this.parts;
    const now = clock.now();
    const instead = failedTry(claimed, faultOf(error, 'internal'), now, chance.share);
    const ours = await settleDispatches(database, [[claimed, instead]], now);
    return ours.has(claimed.id) ? { instead } : {};
  }

  private async noteOn(sql: Sql, wishes: readonly PlaceWish[]): Promise<PlaceIntent[]> {
    const prepared = (await this.handsOf(sql, wishes)).map(preparePlace);
    const { clock, settings } = this.parts;
    const now = clock.now();
    const leaseUntil = new Date(now.getTime() + settings.leaseMs);
    const writeBefore = new Date(now.getTime() + Math.min(settings.leaseMs, settings.writeWithinMs));
    const overAt = new Date(writeBefore.getTime() + settings.attemptDeadlineMs);
    const dueAt = new Date(leaseUntil.getTime() + settings.attemptDeadlineMs);
    const attempts = wishes.map(() => ({ id: uuidV7(now, this.parts.chance.bytes(10)), startedAt: now }));
    const intents = wishes.flatMap((wish, at) =>
      intentOf(wish, prepared[at], attempts[at], { writeBefore, overAt, dueAt }),
    );
    const instead = wishes.flatMap(({ claimed }, at) => settledOf(claimed, prepared[at]));
    const flagging = ordersToFlag(instead, now);
    await lookAgain(sql, DISPATCH_CONSUMER, flagging, now);
    if (flagging.length > 0) await wakeUp(sql, DISPATCH_PLAN, this.parts.instance.id);
    const begun = await beginAttempts(sql, intents, leaseUntil, clock);
    const settled = await settleDispatches(sql, instead, now);
    return wishes.map(({ claimed }, at) => {
      const [one, attempt] = [prepared[at], attempts[at]];
      if (one === undefined || attempt === undefined) return {};
      if ('instead' in one) return settled.has(claimed.id) ? one : {};
      return begun.has(claimed.id) ? { ready: { document: one.document, attempt, writeBefore } } : {};
    });
  }

  /** Everything that the orders' documents are made of. */
  private async handsOf(sql: Sql, wishes: readonly PlaceWish[]): Promise<OrderInHand[]> {
    const orderIds = [...new Set(wishes.map(({ claimed }) => claimed.order_id))];
    await lockOrderRows(sql, orderIds);
    const orders = new Map((await readOrderFacts(sql, orderIds)).map((order) => [order.id, order]));
    const details = await readLegDetails(
      sql,
      wishes.map(({ claimed }) => claimed.leg_id),
    );
    const switchedOn = await this.switchedOn(sql, wishes);
    const holding = await this.holdingUnknown([...orders.values()]);
    const hands = wishes.map(({ claimed, active, sink }) => ({
      claimed,
      active,
      sink,
      order: orders.get(claimed.order_id),
      details: details.get(claimed.leg_id),
      holdsUnknown: holding.has(claimed.leg_id),
      switchedOn: switchedOn.has(claimed.account_id),
      mappings: [],
      now: this.parts.clock.now(),
      share: this.parts.chance.share,
    }));
    const mappings = await mappingsFor(sql, hands);
    return hands.map((hand) => ({ ...hand, mappings }));
  }

  /** Of these orders the legs whose accounts let no value pass that their maps do not list. */
  private async holdingUnknown(orders: readonly OrderFacts[]): Promise<ReadonlySet<string>> {
    const holding = new Set<string>();
    for (const { id, accountId } of orders.flatMap(({ legs }) => legs)) {
      const active = await this.parts.accounts.byId(accountId);
      if (active !== undefined && holdsUnknown(active)) holding.add(id);
    }
    return holding;
  }

  /** An account that another hub has just switched on may not be in memory yet. */
  private async switchedOn(sql: Sql, wishes: readonly PlaceWish[]): Promise<ReadonlySet<string>> {
    const flag = flagOf('place');
    const on = wishes.filter(({ active }) => active.flagsSince[flag] !== undefined);
    const ids = new Set(on.map(({ claimed }) => claimed.account_id));
    const others = wishes.map(({ claimed }) => claimed.account_id).filter((id) => !ids.has(id));
    if (others.length > 0) for (const id of await switchedOnAccounts(sql, others, flag)) ids.add(id);
    return ids;
  }
}

const intentOf = (
  { claimed, active }: PlaceWish,
  prepared: Prepared | undefined,
  attempt: BegunAttempt | undefined,
  times: Pick<Intent, 'writeBefore' | 'overAt' | 'dueAt'>,
): Intent[] => {
  if (prepared === undefined || 'instead' in prepared || attempt === undefined) return [];
  const { facts, sent } = prepared;
  const { text, statedAt } = prepared.document;
  const request = maskedRequest(text, active.connector.personalFields);
  return [
    {
      claimed,
      attemptId: attempt.id,
      startedAt: attempt.startedAt,
      request,
      statedAt,
      facts,
      sent,
      ...times,
    },
  ];
};

const settledOf = (
  claimed: ClaimedDispatch,
  prepared: Prepared | undefined,
): [ClaimedDispatch, DispatchSettlement][] =>
  prepared !== undefined && 'instead' in prepared ? [[claimed, prepared.instead]] : [];

/**
 * What is not mapped is looked for once more while nobody can change mappings: a mapping that is entered in
 * between either shows here, or finds the order held and releases it.
 */
async function mappingsFor(sql: Sql, hands: readonly OrderInHand[]): Promise<ProductMapping[]> {
  const wanted = hands.flatMap(({ claimed, details }) =>
    (details?.lines ?? []).map(({ itemName }) => ({ accountId: claimed.account_id, itemName })),
  );
  const mappings = await mappingsOf(sql, wanted);
  const short = hands.filter(
    ({ claimed, details }) => toItems(details?.lines ?? [], claimed.account_id, mappings).unmapped.length > 0,
  );
  if (short.length === 0) return mappings;
  await holdMappings(sql, [...new Set(short.map(({ claimed }) => claimed.account_id))]);
  return mappingsOf(sql, wanted);
}
