import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { RETRY } from '#connectors-core/connector-error.js';
import type { Fault } from '#connectors-core/fault.js';
import type { OrderSink } from '#connectors-core/order-sink.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { type MoveKind, type Shown, shown, type TillEnd } from '../dispatch-words.js';
import { doneOutcome, faultOutcome, faultShown } from '../claimed/fault.js';
import { moveStanding, NO_LONGER_WANTED } from '../plan/move-rule.js';
import type { AccountDoubt } from './account-doubt.js';
import { MoveIntents } from './move-intents.js';
import { MoveWork } from './move-work.js';
import type { DispatchSettlement } from '../claimed/settle.store.js';
import {
  afterFailedWrite,
  doneAs,
  ended,
  failedTry,
  hasHadItsRounds,
  heldAfterRounds,
  unwanted,
} from '../claimed/settlement.js';
import type { Settling } from '../claimed/settling.js';
import type { StepResult } from '../claimed/step-result.js';
import { noteSpentQuota } from './spent-quota.js';
import type { StillWanted } from './still-wanted.js';

/**
 * Moves a till's order on. The till is asked how the order stands before anything is sent a second time, and
 * once when it refuses: what is reached already is done, whoever did it. Looked at it may always be; it is sent only
 * while it is wanted.
 */
export class Moving {
  private readonly intents: MoveIntents;

  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
    private readonly wanted: StillWanted,
    private readonly doubt: AccountDoubt,
  ) {
    this.intents = new MoveIntents(parts, wanted);
  }

  async move(
    claimed: ClaimedDispatch,
    kind: MoveKind,
    active: ActiveAccount,
    sink: OrderSink,
  ): Promise<void> {
    const { vendor_no: vendorNo } = claimed;
    if (vendorNo === null) throw new Error('a move names no order');
    const mayWrite = async (): Promise<string | undefined> => (await this.wanted.whyNot(claimed))?.message;
    const move = { claimed, kind, vendorNo, active, sink, mayWrite };
    const work = new MoveWork(this.parts, this.settling, move);
    try {
      await this.moveBy(work);
    } finally {
      await work.giveBack();
    }
  }

  private async moveBy(work: MoveWork): Promise<void> {
    const { attempts, state } = work.claimed;
    const isFirst = attempts === 0 && state === 'waiting';
    const instead = (isFirst ? undefined : await this.readFirst(work)) ?? (await work.spent());
    if (instead !== undefined) await this.settle(work, instead);
    else await this.send(work);
  }

  private async send(work: MoveWork): Promise<void> {
    const { begun, whyNot } = await this.intents.begin(work);
    if (whyNot !== undefined)
      return this.settle(work, unwanted(work.claimed, work.lookedAt, this.now(), whyNot));
    if (begun === undefined) return;
    const said = await work.send(begun.writeBefore);
    const fault = said && (await this.doubt.settled(said, work.active, work.kind));
    const settlement =
      fault === undefined ? doneAs(work.claimed, this.now(), null) : await this.afterFault(work, fault);
    const outcome = fault === undefined ? doneOutcome(null) : faultOutcome(fault);
    if (fault === undefined && work.kind === 'cancel') await this.readBack(work);
    await this.settle(work, settlement, { ended: { ...begun.attempt, ...outcome } });
    if (fault !== undefined) await noteSpentQuota(this.parts, work.active, fault);
  }

  /** @returns undefined when it is still to be sent, if it is wanted */
  private async readFirst(work: MoveWork): Promise<DispatchSettlement | undefined> {
    const spent = await work.spent();
    if (spent !== undefined) return spent;
    const state = await work.read();
    if (typeof state === 'object') return failedTry(work.claimed, state, this.now(), this.parts.chance.share);
    const standing = moveStanding(work.kind, state);
    if (standing === 'reached') return doneAs(work.claimed, this.now(), null);
    if (standing === 'open' && !hasHadItsRounds(work.claimed)) return undefined;
    const whyNot = await this.wanted.whyNot(work.claimed);
    if (standing === 'open') return this.afterRounds(work, whyNot);
    if (whyNot !== undefined) return ended(work.claimed, this.now(), 'withdrawn', whyNot);
    const words = shown(`till_${state as TillEnd}`, `the till says that the order is ${state}`);
    return ended(work.claimed, this.now(), 'failed', words);
  }

  private afterRounds({ claimed, lookedAt }: MoveWork, whyNot: Shown | undefined): DispatchSettlement {
    const now = this.now();
    return whyNot === undefined ? heldAfterRounds(claimed, now) : unwanted(claimed, lookedAt, now, whyNot);
  }

  /**
   * That the till's order is cancelled is believed of what the till shows, and then it may be placed again. Where it
   * cannot be asked now, the next look at the order tells.
   */
  private async readBack(work: MoveWork): Promise<void> {
    if ((await work.spent()) === undefined) await work.read();
  }

  /** A refusal may mean that there is nothing left to do: the till is asked once how the order stands. */
  private async afterFault(work: MoveWork, fault: Fault): Promise<DispatchSettlement> {
    const { claimed } = work;
    const { share } = this.parts.chance;
    if (fault.notSent === 'not_wanted')
      return { ...unwanted(claimed, work.lookedAt, this.now(), NO_LONGER_WANTED), notSent: true };
    const mayBeDone = RETRY[fault.code].write === 'refused' && fault.code !== 'unsupported';
    if (!mayBeDone) return afterFailedWrite(claimed, fault, this.now(), share);
    const spent = await work.spent();
    if (spent !== undefined) return { ...spent, state: 'unknown' };
    const state = await work.read();
    if (typeof state === 'object') return failedTry(claimed, state, this.now(), share, 'unknown');
    if (moveStanding(work.kind, state) === 'reached') return doneAs(claimed, this.now(), null);
    return ended(claimed, this.now(), 'failed', faultShown(fault));
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
