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
import { isMoveWanted, moveStanding, NO_LONGER_WANTED } from '../plan/move-rule.js';
import { tillLegs } from '../plan/scene.js';
import { Scenes } from '../plan/scenes.js';
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
  private readonly scenes: Scenes;

  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
  ) {
    this.intents = new MicroBatch((intents) => this.begin(intents), BATCHES);
    this.scenes = new Scenes(parts);
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
    if (fault === undefined && work.kind === 'cancel') await this.readBack(work);
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
    if (standing === 'contrary') return ended(work.claimed, this.now(), 'failed', words);
    if (await this.isStillWanted(work)) return undefined;
    return ended(work.claimed, this.now(), 'withdrawn', NO_LONGER_WANTED);
  }

  /** A cancel whose answer was lost is not sent once more to an order that is alive again meanwhile. */
  private async isStillWanted({ claimed, kind }: MoveWork): Promise<boolean> {
    if (kind !== 'cancel' || claimed.cause !== 'rule') return true;
    const [scene] = await this.scenes.read(this.parts.database, [claimed.order_id]);
    const at = scene && tillLegs(scene).find(({ leg }) => leg.id === claimed.leg_id);
    return scene === undefined || at === undefined || isMoveWanted(kind, at, scene);
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
    const intent = {
      claimed,
      attemptId,
      startedAt,
      request,
      writeBefore: null,
      statedAt: null,
      facts: null,
      dueAt,
    };
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
