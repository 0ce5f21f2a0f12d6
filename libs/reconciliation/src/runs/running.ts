import { failsAll } from '#database/fails-all.js';
import { laterPauseMs } from '#database/later.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { kindOf } from '#domain/thrown.js';
import type { Leases } from '#jobs/lease.js';
import { failedPauseMs, tryAfter } from '#jobs/slice-tries.js';
import type { OpenRun, RunPlace } from './run.js';
import { claimRun, letRunGo, noteRunFailure } from './runs.store.js';
import type { SliceKeeping } from './slice-keeping.js';
import type { LookedSlice, SliceLooking } from './slice-looking.js';

export interface RunningParts {
  readonly database: Sql;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly looking: Pick<SliceLooking, 'look'>;
  readonly keeping: Pick<SliceKeeping, 'take' | 'leaveOne' | 'leaveRest'>;
  readonly ordersPerSlice: number;
  readonly log: Log;
}

/**
 * Works off runs, slice by slice: what one has shown is kept with how far the run is then. Whoever comes next, after a
 * crash too, goes on where the last slice ended. A slice that fails is tried smaller, until the order that fails is
 * alone; after some tries it is left. So is one that takes too long.
 */
export class Running {
  constructor(private readonly parts: RunningParts) {}

  /** Until none is due. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { database, leases, clock } = this.parts;
      const run = await claimRun(database, leases.next(), clock.now());
      if (run === undefined) return;
      await this.goOn(run, signal);
    }
  }

  private async goOn(run: OpenRun, signal: AbortSignal): Promise<void> {
    try {
      await (run.failures === 0 ? this.takeAll(run, signal) : this.tryAgain(run));
      await letRunGo(this.parts.database, run);
    } catch (error) {
      await this.fail(run, error);
    }
  }

  /** The next slice is looked at while what one has shown is written. */
  private async takeAll(run: OpenRun, signal: AbortSignal): Promise<void> {
    let place: RunPlace = run;
    let looking = this.look(run, place);
    for (;;) {
      const slice = await looking;
      if (slice.next !== null) looking = this.look(run, slice.next);
      if (!(await this.parts.keeping.take(run, place, slice))) return;
      if (slice.next === null || signal.aborted) return;
      place = slice.next;
    }
  }

  private look(run: OpenRun, place: RunPlace): Promise<LookedSlice> {
    const looking = this.parts.looking.look(run, place, this.parts.ordersPerSlice);
    // Of a slice that nobody comes to any more nothing is to be told.
    looking.catch(() => undefined);
    return looking;
  }

  private async tryAgain(run: OpenRun): Promise<void> {
    const { looking, keeping, ordersPerSlice } = this.parts;
    const next = tryAfter(run.failures);
    if (next === 'leave rest') return keeping.leaveRest(run);
    if (next === 'leave one') return keeping.leaveOne(run);
    const slice = await looking.look(run, run, Math.min(next.most, ordersPerSlice));
    await keeping.take(run, run, slice);
  }

  private async fail(run: OpenRun, error: unknown): Promise<void> {
    const isLater = failsAll(error);
    const pauseMs = isLater ? laterPauseMs(Math.random) : failedPauseMs(run.failures);
    this.parts.log({
      event: 'reconcile',
      level: isLater ? 'warn' : 'error',
      ...{ runId: run.id, outcome: isLater ? 'later' : 'failed', error },
    });
    await noteRunFailure(this.parts.database, run, {
      message: isLater
        ? `waits: the database is away, or somebody keeps a lock (${kindOf(error)})`
        : `unexpected fault: ${kindOf(error)}`,
      dueAt: new Date(this.parts.clock.now().getTime() + pauseMs),
      counts: !isLater,
    });
  }
}
