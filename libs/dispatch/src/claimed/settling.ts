import { untilWritten } from '#database/later.js';
import { MicroBatch } from '#database/micro-batch.js';
import { isRefusedValue } from '#database/refused-value.js';
import type { Sql } from '#database/sql.js';
import { together, type Written } from '#database/together.js';
import { uuidV7 } from '#domain/ids.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lookAgain } from '#ledger/order-changes.store.js';
import type { LinkedReceipt } from '#ledger/recording.js';
import {
  endAttempts,
  giveUpAttempts,
  insertSteps,
  type StepOutcome,
  type TakenStep,
} from './attempts.store.js';
import type { ClaimedDispatch } from './claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_CONSUMER, DISPATCH_PLAN } from '../dispatch.tasks.js';
import { type AttemptStep, held, type Shown } from '../dispatch-words.js';
import {
  type DispatchSettlement,
  ordersToFlag,
  settleDispatches,
  type SettledDispatch,
} from './settle.store.js';
import { heldFor } from './settlement.js';
import { resultInFixedWords, type StepResult } from './step-result.js';

/** Where the command stands; undefined: somebody else has it by now, and what they find out counts. */
type Standing = DispatchSettlement | undefined;

/** What ends while a transaction is under way shares the next one. */
const BATCHES = { largest: 100, atOnce: 1 };

/** Writes down how steps ended: many in one transaction while another is under way. */
export class Settling {
  private readonly results: MicroBatch<StepResult, Written<Standing>>;

  constructor(private readonly parts: DispatchParts) {
    this.results = new MicroBatch((results) => together(results, (some) => this.write(some)), BATCHES);
  }

  /**
   * What a till answered is known here alone: it is written later if the database cannot take it now.
   * @throws when it could not be written: then the lease runs out, and somebody looks at the till
   */
  async settle(result: StepResult): Promise<void> {
    try {
      this.tellStanding(result, await this.written(result));
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      this.tellOnTheWay(result, 'words refused', error);
      this.tellStanding(result, await this.written(resultInFixedWords(result)));
    }
  }

  private tellStanding(result: StepResult, standing: Standing): void {
    this.tell({ ...result, settlement: standing ?? result.settlement }, standing !== undefined);
  }

  private written(result: StepResult): Promise<Standing> {
    return untilWritten(
      () => this.add(result),
      (error) => this.tellOnTheWay(result, 'later', error),
    );
  }

  private async add(result: StepResult): Promise<Standing> {
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

  private write(results: readonly StepResult[]): Promise<readonly Standing[]> {
    return this.parts.database.transaction((sql) => this.writeOn(sql, results));
  }

  /** The ledger first: whoever plans holds the orders before the dispatches, too. */
  private async writeOn(sql: Sql, results: readonly StepResult[]): Promise<readonly Standing[]> {
    const { ledger, clock } = this.parts;
    const now = clock.now();
    const maybeFlagged = results.map((one) => [one.claimed, one.settlement] as const);
    const { linked } = await ledger.recordAndLink(
      sql,
      results.flatMap(({ recordings }) => recordings ?? []),
      results.flatMap(({ receipts }) => receipts ?? []),
      ordersToFlag(maybeFlagged, now),
    );
    const standings = standingsOf(results, linked, now);
    const flagging = ordersToFlag(standings, now);
    await lookAgain(sql, DISPATCH_CONSUMER, flagging, now);
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
    const ours = await settleDispatches(sql, standings, now);
    if (flagging.length > 0) await wakeUp(sql, DISPATCH_PLAN, this.parts.instance.id);
    return standings.map(([{ id }, settlement]) => (ours.has(id) ? settlement : undefined));
  }

  private tellOnTheWay(result: StepResult, outcome: string, error: unknown): void {
    const ms = this.sinceStep(result);
    this.parts.log({ event: 'dispatch', level: 'warn', ...dispatchOf(result.claimed), outcome, ms, error });
  }

  /** Since the first thing that was asked of the till; undefined where nothing was. */
  private sinceStep({ ended, steps = [] }: StepResult): number | undefined {
    const begun = [...steps, ...(ended === undefined ? [] : [ended])].map((one) => one.startedAt.getTime());
    return begun.length === 0 ? undefined : this.parts.clock.now().getTime() - Math.min(...begun);
  }

  /** One line a step. */
  tell(result: StepResult, ours: boolean): void {
    const { claimed, settlement, ended, steps = [] } = result;
    const last = ended ?? steps.at(-1);
    this.parts.log({
      event: 'dispatch',
      level: settlement.shown === null ? 'info' : 'warn',
      ...dispatchOf(claimed),
      orderId: claimed.order_id,
      step: steps.at(-1)?.step ?? claimed.kind,
      outcome: last?.outcome ?? settlement.shown?.code ?? settlement.state,
      ms: this.sinceStep(result),
      vendorCode: last?.vendorCode ?? null,
      message: last?.message ?? settlement.shown?.message ?? null,
      state: ours ? settlement.state : 'taken over',
      attempts: claimed.attempts + (ended === undefined || settlement.notSent === true ? 0 : 1),
      vendorNo: settlement.vendorNo ?? claimed.vendor_no,
      nextAttemptAt: isOpen(settlement) ? settlement.dueAt : null,
    });
  }
}

/** @param linked one for each receipt of the results, in their order */
function standingsOf(
  results: readonly StepResult[],
  linked: readonly LinkedReceipt[],
  now: Date,
): SettledDispatch[] {
  let next = 0;
  return results.map(({ claimed, settlement, receipts = [] }) => {
    const own = linked.slice(next, (next += receipts.length));
    const others = receipts.flatMap(({ vendorNo }, at) => {
      const link = own[at];
      const isOthers = vendorNo === settlement.vendorNo && link?.isOurs === false;
      return isOthers ? [{ vendorNo, orderId: link.orderId }] : [];
    });
    const [other] = others;
    if (other === undefined) return [claimed, settlement];
    return [claimed, heldFor(claimed, now, othersNumber(other), { other })];
  });
}

/** Whether ours is there as well, under whatever number, only a person can find out. */
const othersNumber = ({ vendorNo, orderId }: { vendorNo: string; orderId: string }): Shown =>
  held(
    'maybe_placed',
    `the till named ${vendorNo}, which is the number of another order or of an earlier placing: ${orderId}`,
  );

/** Whose a line is, and what it is about. */
export const dispatchOf = ({ id, account_id, connector, kind }: ClaimedDispatch) => ({
  dispatchId: id,
  accountId: account_id,
  connector,
  kind,
});

const isOpen = ({ state }: DispatchSettlement): boolean => state === 'waiting' || state === 'unknown';

/** Its outcome was unknown when it was claimed: an earlier sender may have gone without a word. */
const tookOver = ({ claimed }: StepResult): boolean => claimed.state === 'unknown';
