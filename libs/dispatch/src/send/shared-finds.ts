import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { FindRequest, FoundOrders, MarkedOrder, OrderSink } from '#connectors-core/order-sink.js';
import { MicroBatch } from '#database/micro-batch.js';
import { readLegDetails, readOrderFacts } from '#ledger/order-facts.query.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { findWindows, type LostAttempt } from './find-rule.js';
import { noteSpentQuota } from './spent-quota.js';

/** An order of ours that may be at the till, and the attempt whose answer was lost. */
export interface LostOrder {
  readonly claimed: ClaimedDispatch;
  readonly lost: LostAttempt;
}

/** What a find says of one of its orders. */
export type FindAnswer =
  | { readonly startedAt: Date; readonly found: FoundOrders }
  | { readonly startedAt: Date; readonly fault: Fault }
  /** There are no calls before that. */
  | { readonly retryAt: Date };

interface Wish extends LostOrder {
  readonly active: ActiveAccount;
  readonly sink: OrderSink;
}

const TOGETHER = { largest: 200, atOnce: 1, gathers: true };

/** Orders that are looked for at one till at the same time: each listing is read once, for all of them. */
export class SharedFinds {
  private readonly byAccount = new Map<string, MicroBatch<Wish, FindAnswer>>();

  constructor(private readonly parts: DispatchParts) {}

  /** Never rejects because of the vendor. */
  find(order: LostOrder, active: ActiveAccount, sink: OrderSink): Promise<FindAnswer> {
    const { id } = active.account;
    const batches = this.byAccount.get(id) ?? new MicroBatch((wishes) => this.findAll(wishes), TOGETHER);
    this.byAccount.set(id, batches);
    return batches.add({ ...order, active, sink });
  }

  private async findAll(wishes: readonly Wish[]): Promise<FindAnswer[]> {
    const [last] = wishes.slice(-1);
    if (last === undefined) return [];
    const { active, sink } = last;
    const windows = findWindows(wishes.map(({ lost }) => lost));
    const { quota } = this.parts;
    const reserved = await quota.reserve(active, 'find', windows.length);
    if (!reserved.granted) return wishes.map(() => ({ retryAt: reserved.retryAt }));
    const { calls } = reserved;
    const found = withinCall({ purpose: 'find', reserved: calls }, () =>
      this.ask(wishes, windows, active, sink),
    );
    return await found.finally(() => quota.giveBack(calls));
  }

  private async ask(
    wishes: readonly Wish[],
    windows: FindRequest['windows'],
    active: ActiveAccount,
    sink: OrderSink,
  ): Promise<FindAnswer[]> {
    const orders = await this.marked(wishes);
    const startedAt = this.parts.clock.now();
    const answers = await ask(sink, { orders, windows }, active);
    if (answers instanceof Array) return wishes.map((_, at) => answerOf(startedAt, answers[at]));
    await noteSpentQuota(this.parts, active, answers);
    return wishes.map(() => ({ startedAt, fault: answers }));
  }

  private async marked(lost: readonly LostOrder[]): Promise<MarkedOrder[]> {
    const { database } = this.parts;
    const details = await readLegDetails(
      database,
      lost.map(({ claimed }) => claimed.leg_id),
    );
    const orders = await readOrderFacts(database, [...new Set(lost.map(({ claimed }) => claimed.order_id))]);
    const legs = new Map(orders.flatMap((order) => order.legs.map((leg) => [leg.id, leg])));
    return lost.map(({ claimed: { leg_id, marker }, lost: { statedAt } }) => {
      const phone = details.get(leg_id)?.contact?.phone ?? null;
      const saleFen = legs.get(leg_id)?.folded.amounts?.value.saleFen ?? null;
      return { marker: marker ?? '', like: { phone, saleFen, placedAt: statedAt } };
    });
  }
}

async function ask(
  sink: OrderSink,
  request: FindRequest,
  { account }: ActiveAccount,
): Promise<readonly (FoundOrders | ConnectorError)[] | Fault> {
  try {
    return await sink.find(request, account);
  } catch (error) {
    return faultOf(error, 'invalid_response');
  }
}

function answerOf(startedAt: Date, answer: FoundOrders | ConnectorError | undefined): FindAnswer {
  if (answer !== undefined && !(answer instanceof ConnectorError)) return { startedAt, found: answer };
  const error = answer ?? new ConnectorError('invalid_response', 'the search says nothing of this order');
  return { startedAt, fault: faultOf(error, 'invalid_response') };
}
