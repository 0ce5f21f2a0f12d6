import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { FindRequest, FoundOrder, FoundOrders, OrderSink } from '#connectors-core/order-sink.js';
import { readLegDetails, readOrderFacts } from '#ledger/order-facts.query.js';
import type { StepOutcome } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { faultOutcome } from '../claimed/fault.js';
import { findRequest, firstCopy, hardDeadline, type LostAttempt, settleFind } from './find-rule.js';
import { failedTry, postponed, quotaSpent } from '../claimed/settlement.js';
import type { Settling } from '../claimed/settling.js';
import { receiptOf } from '../claimed/step-result.js';
import { ordersOfOthers } from '../plan/tills.store.js';
import { noteSpentQuota } from './spent-quota.js';
import { negativeFindMs } from '../till-settings.js';

/** Finds out whether an order whose answer was lost is at the till: by its marker, and by nothing else. */
export class Resolving {
  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
  ) {}

  async resolve(claimed: ClaimedDispatch, active: ActiveAccount, sink: OrderSink): Promise<void> {
    const lost = lostAttempt(claimed);
    const request = findRequest(claimed.marker ?? '', lost, await this.likeOf(claimed));
    const grant = await this.parts.quota.take(active, 'dispatch', request.windows.length);
    if (!grant.granted) {
      const settlement = postponed(claimed, grant.retryAt, quotaSpent(grant.retryAt));
      return this.settling.settle({ claimed, settlement });
    }
    const startedAt = this.parts.clock.now();
    const found = await find(sink, request, active);
    if ('fault' in found) return this.failed(claimed, active, startedAt, found.fault);
    await this.settle(claimed, active, lost, startedAt, found);
  }

  /** A find that fails says nothing: it never counts. */
  private async failed(
    claimed: ClaimedDispatch,
    active: ActiveAccount,
    startedAt: Date,
    fault: Fault,
  ): Promise<void> {
    const { clock, chance } = this.parts;
    const settlement = failedTry(claimed, fault, clock.now(), chance.share);
    const steps = [this.settling.step(claimed, 'find', startedAt, faultOutcome(fault))];
    await this.settling.settle({ claimed, settlement, steps });
    await noteSpentQuota(this.parts, active, fault);
  }

  private async settle(
    claimed: ClaimedDispatch,
    active: ActiveAccount,
    lost: LostAttempt,
    startedAt: Date,
    found: FoundOrders,
  ): Promise<void> {
    const similar = await this.maybeOurs(claimed, found);
    const settlement = settleFind(claimed, found, similar, {
      startedAt,
      now: this.parts.clock.now(),
      hardDeadline: hardDeadline(lost, this.parts.settings.attemptDeadlineMs),
      negativeMs: negativeFindMs(active),
    });
    await this.settling.settle({
      claimed,
      settlement,
      steps: [this.settling.step(claimed, 'find', startedAt, outcomeOf(found))],
      // All of them: the surplus ones are cancelled once the order has them.
      receipts: found.copies.map(({ vendorNo }) => receiptOf(claimed, active, vendorNo)),
    });
  }

  /** Without those that belong to another order, and those that a person has looked at. */
  private async maybeOurs(claimed: ClaimedDispatch, { copies, similar }: FoundOrders): Promise<FoundOrder[]> {
    if (copies.length > 0 || similar.length === 0) return [];
    const others = await ordersOfOthers(
      this.parts.database,
      claimed.account_id,
      similar.map(({ vendorNo }) => vendorNo),
    );
    const seen = new Set([...others, ...(claimed.detail?.notOurs ?? [])]);
    return similar.filter(({ vendorNo }) => !seen.has(vendorNo));
  }

  private async likeOf({
    leg_id,
    order_id,
  }: ClaimedDispatch): Promise<Omit<FindRequest['like'], 'placedAt'>> {
    const { database } = this.parts;
    const details = await readLegDetails(database, [leg_id]);
    const [order] = await readOrderFacts(database, [order_id]);
    const leg = order?.legs.find(({ id }) => id === leg_id);
    const phone = details.get(leg_id)?.contact?.phone ?? null;
    return { phone, saleFen: leg?.folded.amounts?.value.saleFen ?? null };
  }
}

async function find(
  sink: OrderSink,
  request: FindRequest,
  { account }: ActiveAccount,
): Promise<FoundOrders | { readonly fault: Fault }> {
  try {
    return await withinCall({ purpose: 'find' }, () => sink.find(request, account));
  } catch (error) {
    return { fault: faultOf(error, 'invalid_response') };
  }
}

/** Noted in the transaction that made the outcome unknown. */
function lostAttempt({ write_before, stated_at }: ClaimedDispatch): LostAttempt {
  if (write_before === null || stated_at === null) throw new Error('an attempt was noted without its times');
  return { writeBefore: write_before, statedAt: stated_at };
}

function outcomeOf({ copies, similar }: FoundOrders): StepOutcome {
  const first = firstCopy(copies);
  if (first === undefined) {
    const message = similar.length === 0 ? null : `${similar.length} without our marker look like it`;
    return { outcome: 'absent', vendorCode: null, message };
  }
  return { outcome: 'found', vendorCode: null, message: copies.map(({ vendorNo }) => vendorNo).join(', ') };
}
