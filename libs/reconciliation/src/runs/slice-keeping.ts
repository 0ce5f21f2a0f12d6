import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Leases } from '#jobs/lease.js';
import type { ComparisonTally } from '../brake/comparison-tally.js';
import type { Comparing } from '../watch/comparing.js';
import type { OpenRun, RunPlace } from './run.js';
import { addRunCounts, addRunDifferences, advanceRun, type RunStep } from './run-progress.store.js';
import { readSlice } from './run-slices.query.js';
import { holdRun } from './runs.store.js';
import type { LookedSlice } from './slice-looking.js';

interface KeepingParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly comparing: Pick<Comparing, 'compare'>;
  readonly tally: Pick<ComparisonTally, 'addSamples'>;
}

/** Keeps what slices of a run have shown, each with how far the run is then, in one transaction. */
export class SliceKeeping {
  constructor(private readonly parts: KeepingParts) {}

  /** @returns whether the run was still ours, and where we took it to be; otherwise nothing is kept */
  take(run: OpenRun, place: RunPlace, slice: LookedSlice): Promise<boolean> {
    const { database, comparing, tally, clock } = this.parts;
    const { report, accounts, changingIds, compared, next } = slice;
    return database.transaction(async (sql) => {
      if (!(await holdRun(sql, run, place))) return false;
      // Before those that are compared once more: of an order the later word holds.
      await tally.addSamples(sql, compared, clock.now());
      const kept =
        changingIds.length === 0 ? NOTHING_KEPT : await comparing.compare(sql, changingIds, accounts);
      await addRunCounts(sql, run.id, report.byRule);
      await addRunDifferences(sql, run.id, report.differences, () => uuidV7(clock.now(), randomBytes(10)));
      const step = { ...report.orders, next, opened: kept.opened, closed: kept.closed };
      await advanceRun(sql, run.id, this.stepOf(step), clock.now());
      return true;
    });
  }

  /** The order that fails alone is not compared. */
  async leaveOne(run: OpenRun): Promise<void> {
    const { orderIds, next } = await readSlice(this.parts.database, run, run, 1);
    await this.leave(run, orderIds, { next, ordersLeft: orderIds.length, failures: run.failures + 1 });
  }

  /** So many fail that it is not their own: the run ends here. */
  async leaveRest(run: OpenRun): Promise<void> {
    await this.leave(run, [], { next: null, isCutShort: true, failures: run.failures });
  }

  private async leave(run: OpenRun, orderIds: readonly string[], step: StepPart): Promise<void> {
    const { database, clock } = this.parts;
    await database.transaction(async (sql) => {
      if (!(await holdRun(sql, run, run))) return;
      const left = orderIds.map((id) => ({ kind: 'left', rule: '', detail: id, count: 1 }) as const);
      await addRunCounts(sql, run.id, left);
      await advanceRun(sql, run.id, this.stepOf(step), clock.now());
    });
  }

  private stepOf(step: StepPart): RunStep {
    return { ...NOTHING, leaseUntil: this.parts.leases.until(), ...step };
  }
}

type StepPart = Partial<RunStep> & Pick<RunStep, 'next'>;

const NOTHING_KEPT = { opened: 0, closed: 0 };
const NOTHING = {
  ...{ compared: 0, agreeing: 0, waiting: 0, notComparable: 0, differing: 0 },
  ...{ ...NOTHING_KEPT, ordersLeft: 0, isCutShort: false, failures: 0 },
};
