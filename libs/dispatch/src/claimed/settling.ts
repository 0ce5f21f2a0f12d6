import { untilWritten } from '#database/later.js';
import { MicroBatch } from '#database/micro-batch.js';
import { isRefusedValue } from '#database/refused-value.js';
import type { Sql } from '#database/sql.js';
import { together, type Written } from '#database/together.js';
import { uuidV7 } from '#domain/ids.js';
import {
  type AttemptStep,
  endAttempts,
  giveUpAttempts,
  insertSteps,
  type StepOutcome,
  type TakenStep,
} from './attempts.store.js';
import type { ClaimedDispatch } from './claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { type DispatchSettlement, settleDispatches } from './settle.store.js';
import { resultInFixedWords, type StepResult } from './step-result.js';

/** False: somebody else has the command by now, and what they find out counts. */
type IsOurs = boolean;

/** What ends while a transaction is under way shares the next one. */
const BATCHES = { largest: 100, atOnce: 1 };

/** Writes down how steps ended: many in one transaction while another is under way. */
export class Settling {
  private readonly results: MicroBatch<StepResult, Written<IsOurs>>;

  constructor(private readonly parts: DispatchParts) {
    this.results = new MicroBatch((results) => together(results, (some) => this.write(some)), BATCHES);
  }

  /**
   * What a till answered is known here alone: it is written later if the database cannot take it now.
   * @throws when it could not be written: then the lease runs out, and somebody looks at the till
   */
  async settle(result: StepResult): Promise<void> {
    try {
      this.tell(result, await this.written(result));
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      this.tellOnTheWay(result, 'words refused', error);
      this.tell(result, await this.written(resultInFixedWords(result)));
    }
  }

  private written(result: StepResult): Promise<IsOurs> {
    return untilWritten(
      () => this.add(result),
      (error) => this.tellOnTheWay(result, 'later', error),
    );
  }

  private async add(result: StepResult): Promise<IsOurs> {
    const written = await this.results.add(result);
    if ('failure' in written) throw written.failure;
    return written.result;
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

  private async write(results: readonly StepResult[]): Promise<readonly IsOurs[]> {
    const ours = await this.parts.database.transaction((sql) => this.writeOn(sql, results));
    return results.map(({ claimed }) => ours.has(claimed.id));
  }

  /** The ledger first: whoever plans holds the orders before the dispatches, too. */
  private async writeOn(sql: Sql, results: readonly StepResult[]): Promise<Set<string>> {
    const { ledger, clock } = this.parts;
    await ledger.recordAndLink(
      sql,
      results.flatMap(({ recordings }) => recordings ?? []),
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

  private tellOnTheWay({ claimed }: StepResult, outcome: string, error: unknown): void {
    const { id: dispatchId, account_id: accountId, kind } = claimed;
    this.parts.log({ event: 'dispatch', level: 'warn', dispatchId, accountId, kind, outcome, error });
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
