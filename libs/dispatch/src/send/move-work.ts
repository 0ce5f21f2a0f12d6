import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Fetched } from '#connectors-core/connector.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { OrderSink } from '#connectors-core/order-sink.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { type Recording, recordingAccount } from '#ledger/recording.js';
import type { TakenStep } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { MoveKind } from '../dispatch-words.js';
import { faultOutcome } from '../claimed/fault.js';
import type { DispatchSettlement } from '../claimed/settle.store.js';
import { postponed, quotaSpent } from '../claimed/settlement.js';
import type { Settling } from '../claimed/settling.js';

/** A claimed ship, complete or cancel, and what was found out about it on the way. */
export class MoveWork {
  readonly steps: TakenStep[] = [];
  readonly recordings: Recording[] = [];

  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
    readonly claimed: ClaimedDispatch,
    readonly kind: MoveKind,
    readonly vendorNo: string,
    readonly active: ActiveAccount,
    readonly sink: OrderSink,
  ) {}

  /** Takes a call out of the quota. @returns where the command stands when there is none */
  async spent(): Promise<DispatchSettlement | undefined> {
    const budget = await this.parts.budget.take(this.active, 'dispatch');
    if (budget.granted) return undefined;
    return postponed(this.claimed, budget.retryAt, quotaSpent(budget.retryAt));
  }

  /** How the till's order stands now; `unknown` too where the till knows no such order, or cannot be asked. */
  async read(): Promise<FulfilmentState | Fault> {
    const { source } = this.active.connector;
    if (source?.fetch === undefined) return 'unknown';
    const startedAt = this.parts.clock.now();
    try {
      const fetched = await source.fetch({ vendorNo: this.vendorNo }, this.active.account);
      const state = stateOf(fetched);
      const outcome = { outcome: fetched.found ? state : 'not_found', vendorCode: null, message: null };
      this.steps.push(this.settling.step(this.claimed, 'read', startedAt, outcome));
      if (fetched.found) this.recordings.push(recordingOf(this.active, fetched));
      return state;
    } catch (error) {
      const fault = faultOf(error, 'invalid_response');
      this.steps.push(this.settling.step(this.claimed, 'read', startedAt, faultOutcome(fault)));
      return fault;
    }
  }

  /** Undefined when the till took it. */
  async send(): Promise<Fault | undefined> {
    try {
      await this.sink[this.kind](this.vendorNo, this.active.account);
      return undefined;
    } catch (error) {
      return faultOf(error, 'outcome_unknown');
    }
  }
}

const stateOf = (fetched: Fetched): FulfilmentState =>
  fetched.found ? (fetched.observation.fulfilment?.state ?? 'unknown') : 'unknown';

const recordingOf = (active: ActiveAccount, fetched: Extract<Fetched, { found: true }>): Recording => ({
  account: recordingAccount(active),
  observation: fetched.observation,
  evidence: { body: fetched.rawBody },
});
