import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { RETRY } from '#connectors-core/connector-error.js';
import type { Fault } from '#connectors-core/fault.js';
import type { OrderSink } from '#connectors-core/order-sink.js';
import { MicroBatch } from '#database/micro-batch.js';
import { uuidV7 } from '#domain/ids.js';
import type { BegunAttempt } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { type MoveKind, shown } from '../dispatch-words.js';
import { doneOutcome, faultOutcome, faultShown } from '../claimed/fault.js';
import { moveStanding } from '../plan/move-rule.js';
import { MoveWork } from './move-work.js';
import { beginAttempts, type Intent, type DispatchSettlement } from '../claimed/settle.store.js';
import { afterFailedWrite, doneAs, ended, failedTry } from '../claimed/settlement.js';
import type { Settling } from '../claimed/settling.js';
import type { StepResult } from '../claimed/step-result.js';
import { noteSpentQuota } from './spent-quota.js';

const BATCHES = { largest: 100, atOnce: 1 };

/**
 * Moves a till's order on. The till is asked how the order stands before anything is sent a second time, and
 * once when it refuses: what is reached already is done, whoever did it.
 */
export class Moving {
  private readonly intents: MicroBatch<Intent, boolean>;

  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
  ) {
    this.intents = new MicroBatch((intents) => this.begin(intents), BATCHES);
  }

  async move(
    claimed: ClaimedDispatch,
    kind: MoveKind,
    active: ActiveAccount,
    sink: OrderSink,
  ): Promise<void> {
    const { vendor_no: vendorNo } = claimed;
    if (vendorNo === null) throw new Error('a move names no order');
    const work = new MoveWork(this.parts, this.settling, { claimed, kind, vendorNo, active, sink });
    const isFirst = claimed.attempts === 0 && claimed.state === 'waiting';
    const instead = (isFirst ? undefined : await this.readFirst(work)) ?? (await work.spent());
    if (instead !== undefined) await this.settle(work, instead);
    else await this.send(work);
  }

  private async send(work: MoveWork): Promise<void> {
    const attempt = await this.attemptOf(work);
    if (attempt === undefined) return;
    const fault = await work.send();
    const settlement =
      fault === undefined ? doneAs(work.claimed, this.now(), null) : await this.afterFault(work, fault);
    const outcome = fault === undefined ? doneOutcome(null) : faultOutcome(fault);
    await this.settle(work, settlement, { ended: { ...attempt, ...outcome } });
    if (fault !== undefined) await noteSpentQuota(this.parts, work.active, fault);
  }

  /** @returns undefined when it is still to be sent */
  private async readFirst(work: MoveWork): Promise<DispatchSettlement | undefined> {
    const spent = await work.spent();
    if (spent !== undefined) return spent;
    const state = await work.read();
    if (typeof state === 'object') return failedTry(work.claimed, state, this.now(), this.parts.chance.share);
    const standing = moveStanding(work.kind, state);
    if (standing === 'reached') return doneAs(work.claimed, this.now(), null);
    const words = shown(`till_${state}`, `the till says that the order is ${state}`);
    return standing === 'contrary' ? ended(work.claimed, this.now(), 'failed', words) : undefined;
  }

  /** A refusal may mean that there is nothing left to do: the till is asked once how the order stands. */
  private async afterFault(work: MoveWork, fault: Fault): Promise<DispatchSettlement> {
    const { claimed } = work;
    const { share } = this.parts.chance;
    const mayBeDone = RETRY[fault.code].write === 'refused' && fault.code !== 'unsupported';
    if (!mayBeDone) return afterFailedWrite(claimed, fault, this.now(), share);
    const spent = await work.spent();
    if (spent !== undefined) return { ...spent, state: 'unknown' };
    const state = await work.read();
    if (typeof state === 'object') return failedTry(claimed, state, this.now(), share, 'unknown');
    if (moveStanding(work.kind, state) === 'reached') return doneAs(claimed, this.now(), null);
    return ended(claimed, this.now(), 'failed', faultShown(fault));
  }

  /** @returns undefined when the claim was lost meanwhile */
  private async attemptOf({ claimed, vendorNo }: MoveWork): Promise<BegunAttempt | undefined> {
    const { chance, settings } = this.parts;
    const startedAt = this.now();
    const attemptId = uuidV7(startedAt, chance.bytes(10));
    const dueAt = new Date(startedAt.getTime() + settings.leaseMs + settings.attemptDeadlineMs);
    const request = JSON.stringify({ vendorNo });
    const intent = { claimed, attemptId, startedAt, request, writeBefore: null, statedAt: null, dueAt };
    return (await this.intents.add(intent)) ? { id: attemptId, startedAt } : undefined;
  }

  private async begin(intents: readonly Intent[]): Promise<boolean[]> {
    const { database, clock, settings } = this.parts;
    const leaseUntil = new Date(clock.now().getTime() + settings.leaseMs);
    const begun = await beginAttempts(database, intents, leaseUntil, clock);
    return intents.map(({ claimed }) => begun.has(claimed.id));
  }

  private settle(
    { claimed, steps, recordings }: MoveWork,
    settlement: DispatchSettlement,
    more: Pick<StepResult, 'ended'> = {},
  ): Promise<void> {
    return this.settling.settle({ claimed, settlement, steps, recordings, ...more });
  }

  private now(): Date {
    return this.parts.clock.now();
  }
}
