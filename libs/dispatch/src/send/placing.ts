import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { OrderSink } from '#connectors-core/order-sink.js';
import type { ReservedCalls } from '#connectors-core/reserved-calls.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { doneOutcome, faultOutcome } from '../claimed/fault.js';
import type { AccountDoubt } from './account-doubt.js';
import type { Intents, ReadyPlace } from './intents.js';
import { afterFailedWrite, doneAs, withoutCalls } from '../claimed/settlement.js';
import type { Settling } from '../claimed/settling.js';
import { receiptOf, type StepResult } from '../claimed/step-result.js';
import { noteSpentQuota } from './spent-quota.js';
import type { StillWanted } from './still-wanted.js';

type Answer = { readonly vendorNo: string; readonly message: string } | { readonly fault: Fault };

/** Books one claimed order: noted before, sent once, its answer recorded after. */
export class Placing {
  constructor(
    private readonly parts: DispatchParts,
    private readonly intents: Intents,
    private readonly settling: Settling,
    private readonly wanted: StillWanted,
    private readonly doubt: AccountDoubt,
  ) {}

  async place(claimed: ClaimedDispatch, active: ActiveAccount, sink: OrderSink): Promise<void> {
    const reserved = await this.parts.quota.reserve(active, 'place');
    if (!reserved.granted) {
      const settlement = withoutCalls(claimed, reserved.retryAt, this.parts.clock.now());
      return this.settling.settle({ claimed, settlement });
    }
    try {
      await this.placeBy(reserved.calls, claimed, active, sink);
    } finally {
      await this.parts.quota.giveBack(reserved.calls);
    }
  }

  private async placeBy(
    reserved: ReservedCalls,
    claimed: ClaimedDispatch,
    active: ActiveAccount,
    sink: OrderSink,
  ): Promise<void> {
    const { ready, instead } = await this.intents.place({ claimed, active, sink });
    if (instead !== undefined) this.settling.tell({ claimed, settlement: instead }, true);
    if (ready === undefined) return;
    const mayWrite = async (): Promise<string | undefined> => (await this.wanted.whyNot(claimed))?.message;
    const within = { purpose: 'place', reserved, mayWrite } as const;
    const sent = await withinCall(within, () => send(sink, ready, active));
    const answer = await this.judged(sent, active);
    await this.settling.settle(this.resultOf(claimed, active, ready, answer));
    if ('fault' in answer) await noteSpentQuota(this.parts, active, answer.fault);
  }

  private async judged(answer: Answer, active: ActiveAccount): Promise<Answer> {
    return 'fault' in answer ? { fault: await this.doubt.settled(answer.fault, active, 'place') } : answer;
  }

  private resultOf(
    claimed: ClaimedDispatch,
    active: ActiveAccount,
    { attempt }: ReadyPlace,
    answer: Answer,
  ): StepResult {
    const { clock, chance } = this.parts;
    const now = clock.now();
    if ('fault' in answer) {
      const settlement = afterFailedWrite(claimed, answer.fault, now, chance.share);
      return { claimed, settlement, ended: { ...attempt, ...faultOutcome(answer.fault) } };
    }
    const { vendorNo } = answer;
    return {
      claimed,
      settlement: doneAs(claimed, now, vendorNo),
      ended: { ...attempt, ...doneOutcome(answer.message) },
      receipts: [receiptOf(claimed, active, vendorNo)],
    };
  }
}

async function send(
  sink: OrderSink,
  { document, writeBefore }: ReadyPlace,
  { account }: ActiveAccount,
): Promise<Answer> {
  try {
    return await sink.place(document, account, writeBefore);
  } catch (error) {
    return { fault: faultOf(error, 'outcome_unknown') };
  }
}
