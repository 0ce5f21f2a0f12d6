import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { type CallContext, withinCall } from '#connectors-core/call-context.js';
import type { Fetched, Source } from '#connectors-core/connector.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { OrderSink } from '#connectors-core/order-sink.js';
import type { ReservedCalls } from '#connectors-core/reserved-calls.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type Recording, toRecording } from '#ledger/recording.js';
import type { StepOutcome, TakenStep } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { MoveKind } from '../dispatch-words.js';
import { faultOutcome } from '../claimed/fault.js';
import type { DispatchSettlement } from '../claimed/settle.store.js';
import { withoutCalls } from '../claimed/settlement.js';
import { dispatchOf, type Settling } from '../claimed/settling.js';

/** What is moved on, where. */
export interface Move {
  readonly claimed: ClaimedDispatch;
  readonly kind: MoveKind;
  /** The till's. */
  readonly vendorNo: string;
  readonly active: ActiveAccount;
  readonly sink: OrderSink;
  /** Asked right before it is sent: why it must not be. */
  readonly mayWrite: NonNullable<CallContext['mayWrite']>;
}

/** A claimed ship, complete or cancel, and what was found out about it on the way. */
export class MoveWork {
  readonly steps: TakenStep[] = [];
  readonly recordings: Recording[] = [];
  readonly claimed: ClaimedDispatch;
  readonly kind: MoveKind;
  readonly vendorNo: string;
  readonly active: ActiveAccount;
  /** When the till was asked last how the order stands. */
  lookedAt: Date | undefined;
  private readonly sink: OrderSink;
  private readonly mayWrite: Move['mayWrite'];
  private reserved: ReservedCalls | undefined;

  constructor(
    private readonly parts: DispatchParts,
    private readonly settling: Settling,
    move: Move,
  ) {
    this.claimed = move.claimed;
    this.kind = move.kind;
    this.vendorNo = move.vendorNo;
    this.active = move.active;
    this.sink = move.sink;
    this.mayWrite = move.mayWrite;
  }

  /** Reserves the next call. @returns where the command stands when there is none */
  async spent(): Promise<DispatchSettlement | undefined> {
    await this.giveBack();
    const reserved = await this.parts.quota.reserve(this.active, this.kind);
    if (!reserved.granted) return withoutCalls(this.claimed, reserved.retryAt, this.parts.clock.now());
    this.reserved = reserved.calls;
    return undefined;
  }

  /** A call that was reserved and not made. */
  async giveBack(): Promise<void> {
    if (this.reserved !== undefined) await this.parts.quota.giveBack(this.reserved);
    this.reserved = undefined;
  }

  private within<T>(work: () => Promise<T>): Promise<T> {
    const { kind: purpose, reserved, mayWrite } = this;
    return withinCall({ purpose, mayWrite, ...(reserved !== undefined && { reserved }) }, work);
  }

  /** How the till's order stands now; `unknown` too where the till knows no such order, or cannot be asked. */
  async read(): Promise<FulfilmentState | Fault> {
    const { source } = this.active.connector;
    // The state alone is needed: what else is odd of the answer is to hold up nothing.
    const ask = source?.standing?.bind(source) ?? source?.fetch?.bind(source);
    if (ask === undefined) return 'unknown';
    const startedAt = this.parts.clock.now();
    this.lookedAt = startedAt;
    const fetched = await this.fetch(ask);
    const outcome = 'code' in fetched ? faultOutcome(fetched) : readOutcome(fetched);
    this.steps.push(this.settling.step(this.claimed, 'read', startedAt, outcome));
    if ('code' in fetched) return fetched;
    if (fetched.found) await this.keep(fetched);
    return stateOf(fetched);
  }

  private async fetch(fetch: NonNullable<Source['fetch']>): Promise<Fetched | Fault> {
    try {
      return await this.within(() => fetch({ vendorNo: this.vendorNo }, this.active.account));
    } catch (error) {
      return faultOf(error, 'invalid_response');
    }
  }

  /** What was read on the way is recorded with the outcome. */
  private async keep({ observation, rawBody }: Extract<Fetched, { found: true }>): Promise<void> {
    const numbers = await DeclaredNumbers.in([observation], this.parts.accounts);
    this.recordings.push(toRecording(this.active, { observation, evidence: { body: rawBody } }, numbers));
    if (numbers.unknown.length > 0) this.tellUnknown(numbers.unknown);
  }

  private tellUnknown(unknownAccounts: readonly string[]): void {
    const whose = dispatchOf(this.claimed);
    const outcome = 'unknown accounts';
    this.parts.log({ event: 'dispatch', level: 'warn', ...whose, outcome, ms: undefined, unknownAccounts });
  }

  /** Undefined when the till took it. */
  async send(writeBefore: Date): Promise<Fault | undefined> {
    const { kind, vendorNo, active } = this;
    try {
      await this.within(() => this.sink[kind](vendorNo, active.account, writeBefore));
      return undefined;
    } catch (error) {
      return faultOf(error, 'outcome_unknown');
    }
  }
}

const readOutcome = (fetched: Fetched): StepOutcome => ({
  outcome: fetched.found ? stateOf(fetched) : 'not_found',
  vendorCode: null,
  message: null,
});

const stateOf = (fetched: Fetched): FulfilmentState =>
  fetched.found ? (fetched.observation.fulfilment?.state ?? 'unknown') : 'unknown';
