import { MicroBatch } from '#database/micro-batch.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import type { Receipt, Recording } from '#ledger/recording.js';
import {
  type AttemptStep,
  endAttempts,
  type EndedAttempt,
  giveUpAttempts,
  insertSteps,
  type StepOutcome,
  type TakenStep,
} from './attempts.store.js';
import type { ClaimedDispatch } from './claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { asError } from './fault.js';
import { type DispatchSettlement, settleDispatches } from './settle.store.js';

/** How the work on a claimed command ended. */
export interface StepResult {
  readonly claimed: ClaimedDispatch;
  readonly settlement: DispatchSettlement;
  /** The attempt that was noted before, if something was sent. */
  readonly ended?: EndedAttempt;
  /** What else was done. */
  readonly steps?: readonly TakenStep[];
  /** What the till says that it booked: facts, whoever holds the claim by now. */
  readonly receipts?: readonly Receipt[];
  readonly recordings?: readonly Recording[];
}

interface Outcome {
  /** False: somebody else has the command by now, and what they find out counts. */
  readonly ours: boolean;
  readonly failure?: Error;
}

/** What ends while a transaction is under way shares the next one. */
const BATCHES = { largest: 100, atOnce: 1 };

/** Writes down how steps ended: many in one transaction while another is under way. */
export class Settling {
  private readonly results: MicroBatch<StepResult, Outcome>;

  constructor(private readonly parts: DispatchParts) {
    this.results = new MicroBatch((results) => this.write(results), BATCHES);
  }

  /** @throws when it could not be written: then the lease runs out, and somebody looks at the till */
  async settle(result: StepResult): Promise<void> {
    const { ours, failure } = await this.results.add(result);
    if (failure !== undefined) throw failure;
    this.tell(result, ours);
  }

  /** A step that is over now. */
  step(
    claimed: ClaimedDispatch,
    step: AttemptStep,
    startedAt: Date,
    outcome: StepOutcome,
    request: string | null = null,
  ): TakenStep {
    const id = uuidV7(startedAt, this.parts.chance.bytes(10));
    return { id, startedAt, dispatchId: claimed.id, step, request, ...outcome };
  }

  /** One transaction for many; if it fails, one by one, so that a poisoned order stops only itself. */
  private async write(results: readonly StepResult[]): Promise<Outcome[]> {
    try {
      const ours = await this.parts.database.transaction((sql) => this.writeOn(sql, results));
      return results.map(({ claimed }) => ({ ours: ours.has(claimed.id) }));
    } catch (error) {
      if (results.length === 1) return [{ ours: false, failure: asError(error) }];
      const outcomes: Outcome[] = [];
      for (const result of results) outcomes.push(...(await this.write([result])));
      return outcomes;
    }
  }

  /** The ledger first: whoever plans holds the orders before the dispatches, too. */
  private async writeOn(sql: Sql, results: readonly StepResult[]): Promise<Set<string>> {
    const { ledger, clock } = this.parts;
    await ledger.recordOn(
      sql,
      results.flatMap(({ recordings }) => recordings ?? []),
    );
    await ledger.linkReceipts(
      sql,
      results.flatMap(({ receipts }) => receipts ?? []),
    );
    const now = clock.now();
    await giveUpAttempts(
      sql,
      results.filter(tookOver).map(({ claimed }) => claimed.id),
      now,
    );
    await endAttempts(
      sql,
      results.flatMap(({ ended }) => ended ?? []),
      now,
    );
    await insertSteps(
      sql,
      results.flatMap(({ steps }) => steps ?? []),
      now,
    );
    return settleDispatches(
      sql,
      results.map(({ claimed, settlement }) => [claimed, settlement] as const),
      now,
    );
  }

  /** One line a step. */
  tell({ claimed, settlement, ended, steps = [] }: StepResult, ours: boolean): void {
    const last = ended ?? steps.at(-1);
    this.parts.log({
      event: 'dispatch',
      level: settlement.shown === null ? 'info' : 'warn',
      dispatchId: claimed.id,
      accountId: claimed.account_id,
      orderId: claimed.order_id,
      kind: claimed.kind,
      step: steps.at(-1)?.step ?? claimed.kind,
      outcome: last?.outcome ?? settlement.shown?.code ?? settlement.state,
      vendorCode: last?.vendorCode ?? null,
      message: last?.message ?? settlement.shown?.message ?? null,
      state: ours ? settlement.state : 'taken over',
      attempts: claimed.attempts + (ended === undefined ? 0 : 1),
      vendorNo: settlement.vendorNo ?? claimed.vendor_no,
      nextAttemptAt: isOpen(settlement) ? settlement.dueAt : null,
    });
  }
}

const isOpen = ({ state }: DispatchSettlement): boolean => state === 'waiting' || state === 'unknown';

/** Its outcome was unknown when it was claimed: an earlier sender may have gone without a word. */
const tookOver = ({ claimed }: StepResult): boolean => claimed.state === 'unknown';
