import type { Database } from '#database/database.js';
import { isDatabaseAway } from '#database/database-away.js';
import { failsAll } from '#database/fails-all.js';
import { laterPauseMs } from '#database/later.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { enqueue } from '#jobs/job-queue.js';
import { toldOf } from '../job-faults.js';
import { LEDGER_ATTRIBUTE } from '../ledger.tasks.js';
import { type AttributionStep, isSingle, type Stepped } from './attribution-step.js';
import {
  claimAttribution,
  holdAttribution,
  noteFailure,
  type OpenAttribution,
} from './attributions.store.js';

/** Recordings take some tens of milliseconds. */
const LOOK_AGAIN_AFTER_MS = 100;

/**
 * `failed`: to be tried again with fewer legs; `rests`: a single one fails, which may be otherwise in a moment;
 * `later`: the database is away, or somebody keeps a lock, which is no leg's fault.
 */
type Taken = Stepped | 'failed' | 'rests' | 'later' | 'nothing';

/**
 * Works attributions off, each step in a transaction of its own: whoever comes next, after a crash too, goes on
 * where the last step ended. One that fails is tried with fewer legs; where a single one fails, the attribution rests
 * until the next tick, and in the end goes on without it.
 */
export class Attributing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly step: AttributionStep,
    private readonly log: Log,
  ) {}

  /** Until none is open that could go on. */
  async run(signal: AbortSignal): Promise<void> {
    const resting: string[] = [];
    const pauses: number[] = [];
    while (!signal.aborted) {
      const { id, taken } = await this.takeStep((sql) => claimAttribution(sql, resting));
      if (taken === 'nothing') break;
      if (taken === 'waits' || taken === 'rests' || taken === 'later') resting.push(id);
      if (taken === 'waits') pauses.push(LOOK_AGAIN_AFTER_MS);
      if (taken === 'later') pauses.push(laterPauseMs(Math.random));
    }
    if (pauses.length > 0) await this.lookAgain(Math.min(...pauses));
  }

  /**
   * Goes on with one for a moment, so that the few orders of an ordinary change are where they belong at once.
   * @returns whether it has ended; what keeps it from that is its own, not its caller's
   */
  async goOn(id: string, withinMs: number): Promise<boolean> {
    try {
      return await this.takeSteps(id, performance.now() + withinMs);
    } catch (error) {
      if (isDatabaseAway(error)) return false;
      throw error;
    }
  }

  private async takeSteps(id: string, until: number): Promise<boolean> {
    while (performance.now() < until) {
      const { taken } = await this.takeStep((sql) => holdAttribution(sql, id));
      if (taken !== 'more') return taken === 'nothing' || taken === 'done';
    }
    return false;
  }

  private async takeStep(
    find: (sql: Sql) => Promise<OpenAttribution | undefined>,
  ): Promise<{ id: string; taken: Taken }> {
    const found: { attribution?: OpenAttribution } = {};
    try {
      const taken = await this.database.transaction(async (sql): Promise<Taken> => {
        const attribution = await find(sql);
        if (attribution === undefined) return 'nothing';
        found.attribution = attribution;
        return this.step.take(sql, attribution);
      });
      if (taken === 'done') this.tellDone(found.attribution);
      return { id: found.attribution?.id ?? '', taken };
    } catch (error) {
      if (found.attribution === undefined) throw error;
      return { id: found.attribution.id, taken: await this.fail(found.attribution, error) };
    }
  }

  private async fail(attribution: OpenAttribution, error: unknown): Promise<Taken> {
    const { id, failures } = attribution;
    const isLater = failsAll(error);
    await noteFailure(this.database, id, toldOf(error, isLater), !isLater);
    this.log({
      event: 'attribution',
      level: failures === 0 || isLater ? 'warn' : 'error',
      ...this.lineOf(attribution),
      outcome: isLater ? 'later' : 'failed',
      error,
    });
    if (isLater) return 'later';
    return isSingle(failures) ? 'rests' : 'failed';
  }

  private tellDone(attribution: OpenAttribution | undefined): void {
    if (attribution === undefined) return;
    this.log({
      event: 'attribution',
      level: 'info',
      ...this.lineOf(attribution),
      outcome: 'done',
    });
  }

  /** It is waited for from the moment that it was asked for. */
  private lineOf({ id, account_id, connector, created_at }: OpenAttribution) {
    const ms = this.clock.now().getTime() - created_at.getTime();
    return { jobId: id, accountId: account_id, connector, ms };
  }

  private lookAgain(pauseMs: number): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + pauseMs);
    return enqueue(this.database, LEDGER_ATTRIBUTE, {}, { key: `${LEDGER_ATTRIBUTE.name}:next`, runAt });
  }
}
