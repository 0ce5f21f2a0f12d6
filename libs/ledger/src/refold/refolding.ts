import type { Database } from '#database/database.js';
import { failsAll } from '#database/fails-all.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { toldOf } from '../job-faults.js';
import type { Looked, Refolded, RefoldStep } from './refold-step.js';
import { advanceRefold, claimRefold, noteRefoldFailure, type OpenRefold } from './refolds.store.js';

/** After a slice that failed, fewer legs, until the one that fails is alone. */
const AFTER_FAILURES = [Number.POSITIVE_INFINITY, 10, 1, 1, 1];
const sizeAfter = (failures: number): number => AFTER_FAILURES[failures] ?? 1;

/** `rests`: until the next tick. */
type Taken = 'more' | 'done' | 'failed' | 'rests' | 'nothing';

/**
 * Works refolds off, each slice in a transaction of its own: whoever comes next, after a crash too, goes on where
 * the last one ended. A leg that fails alone five times in a row is left as it is.
 */
export class Refolding {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly steps: ReadonlyMap<string, RefoldStep>,
    private readonly log: Log,
  ) {}

  /** Until none is open that could go on. */
  async run(signal: AbortSignal): Promise<void> {
    const resting: string[] = [];
    while (!signal.aborted) {
      const { id, taken } = await this.takeSlice(resting);
      if (taken === 'nothing') return;
      if (taken === 'rests') resting.push(id);
    }
  }

  private async takeSlice(resting: readonly string[]): Promise<{ id: string; taken: Taken }> {
    const found: { refold?: OpenRefold | undefined } = {};
    try {
      const { taken, legsLeft } = await this.database.transaction(async (sql) => {
        found.refold = await claimRefold(sql, [...this.steps.keys()], resting);
        return found.refold === undefined ? NOTHING : this.take(sql, found.refold);
      });
      if (found.refold !== undefined && taken === 'done') this.tellDone(found.refold, legsLeft);
      return { id: found.refold?.id ?? '', taken };
    } catch (error) {
      if (found.refold === undefined) throw error;
      return { id: found.refold.id, taken: await this.fail(found.refold, error) };
    }
  }

  private async take(sql: Sql, refold: OpenRefold): Promise<Progress> {
    const { id, kind, failures, legs_left } = refold;
    const step = this.steps.get(kind);
    if (step === undefined) throw new Error(`nobody folds anew for ${kind}`);
    const size = Math.min(step.slice, sizeAfter(failures));
    const after = lookedOf(refold);
    const items = await step.next(sql, after, size);
    const isLast = items.length < size;
    const leaves = failures >= AFTER_FAILURES.length;
    const { ordersChanged, left } = leaves ? leftAll(items) : await step.take(sql, { items, after, isLast });
    await advanceRefold(sql, id, {
      lookedId: items.at(-1)?.id ?? null,
      lookedAt: items.at(-1)?.at ?? null,
      legsLooked: items.length,
      ordersChanged,
      legsLeft: left?.legs ?? 0,
      message: left?.message ?? null,
      finishedAt: isLast ? this.clock.now() : null,
    });
    return { taken: isLast ? 'done' : 'more', legsLeft: legs_left + (left?.legs ?? 0) };
  }

  private async fail(refold: OpenRefold, error: unknown): Promise<Taken> {
    const isLater = failsAll(error);
    await noteRefoldFailure(this.database, refold.id, toldOf(error, isLater), !isLater);
    const level = refold.failures === 0 || isLater ? 'warn' : 'error';
    this.log({ ...this.lineOf(refold), level, outcome: isLater ? 'later' : 'failed', error });
    return isLater || sizeAfter(refold.failures) === 1 ? 'rests' : 'failed';
  }

  private tellDone(refold: OpenRefold, legsLeft: number): void {
    this.log({ ...this.lineOf(refold), level: legsLeft > 0 ? 'warn' : 'info', outcome: 'done', legsLeft });
  }

  private lineOf({ id, kind, created_at }: OpenRefold) {
    const ms = this.clock.now().getTime() - created_at.getTime();
    return { event: 'refold' as const, jobId: id, kind, ms };
  }
}

const lookedOf = ({ looked_id, looked_at }: OpenRefold): Looked | null =>
  looked_id === null ? null : { id: looked_id, at: looked_at };

interface Progress {
  readonly taken: Taken;
  /** By the whole refold until now. */
  readonly legsLeft: number;
}

const NOTHING: Progress = { taken: 'nothing', legsLeft: 0 };

/** Why is known from the last failure. */
const leftAll = (legs: readonly Looked[]): Refolded => ({
  ordersChanged: 0,
  left: { legs: legs.length, message: null },
});
