import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Fault } from '#connectors-core/fault.js';
import type { FoundOrder, FoundOrders, OrderSink } from '#connectors-core/order-sink.js';
import type { StepOutcome } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { faultOutcome } from '../claimed/fault.js';
import { firstCopy, hardDeadline, lookedForFrom, type LostAttempt, settleFind } from './find-rule.js';
import { failedTry, withoutCalls } from '../claimed/settlement.js';
import type { Settling } from '../claimed/settling.js';
import { receiptOf } from '../claimed/step-result.js';
import { ordersOfOthers } from '../plan/tills.store.js';
import { SharedFinds } from './shared-finds.js';
import { negativeFindMs } from '../till-settings.js';

/**
 * Finds out whether an order whose answer was lost is at the till: by its marker, and by nothing else. Where calls are
 * counted, not before the attempt is certainly over: a find before that cannot show that it is absent.
 */
export class Resolving {
  private readonly finds: SharedFinds;

  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
  ) {
    this.finds = new SharedFinds(parts);
  }

  async resolve(claimed: ClaimedDispatch, active: ActiveAccount, sink: OrderSink): Promise<void> {
    const lost = lostAttempt(claimed);
    const early = this.earlyUntil(claimed, active);
    if (early !== undefined)
      return this.settling.settle({ claimed, settlement: lookedForFrom(claimed, early) });
    const answer = await this.finds.find({ claimed, lost }, active, sink);
    if ('retryAt' in answer) {
      const settlement = withoutCalls(claimed, answer.retryAt, this.parts.clock.now());
      return this.settling.settle({ claimed, settlement });
    }
    const { startedAt } = answer;
    if ('fault' in answer) return this.failed(claimed, startedAt, answer.fault);
    await this.settle(claimed, active, lost, startedAt, answer.found);
  }

  /** Before that it is not looked for; undefined where it may be now. */
  earlyUntil({ write_before }: ClaimedDispatch, { connector }: ActiveAccount): Date | undefined {
    if (connector.quota === undefined || write_before === null) return undefined;
    const { clock, settings } = this.parts;
    const deadline = hardDeadline({ writeBefore: write_before }, settings.attemptDeadlineMs);
    return clock.now() < deadline ? deadline : undefined;
  }

  /** A find that fails says nothing: it never counts. */
  private async failed(claimed: ClaimedDispatch, startedAt: Date, fault: Fault): Promise<void> {
    const { clock, chance } = this.parts;
    const settlement = failedTry(claimed, fault, clock.now(), chance.share);
    const steps = [this.settling.step(claimed, 'find', startedAt, faultOutcome(fault))];
    await this.settling.settle({ claimed, settlement, steps });
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
