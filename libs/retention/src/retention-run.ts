import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { within } from '#database/statement-bounds.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { kindOf } from '#domain/thrown.js';
import { KindRun } from './kind-run.js';
import { PATIENCE, type Patience } from './patience.js';
import type { RetainedKind } from './retained-kind.js';
import { readSettings } from './settings.store.js';
import { noteStanding, takeTurn } from './standings.store.js';

export interface RetentionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly kinds: readonly RetainedKind[];
  readonly patience?: Patience;
}

/** What is done once a day: lets go of everything that is kept long enough. */
export class RetentionRun {
  constructor(private readonly parts: RetentionParts) {}

  /**
   * One hub at a time; whoever comes meanwhile does nothing. A kind that fails stops no other.
   * @throws once all kinds were looked at, where one has failed: its job fails, and that is told
   */
  async run(signal: AbortSignal): Promise<void> {
    const { database, kinds, patience = PATIENCE } = this.parts;
    const failed = await database.alone(patience.lockWithinMs, async (alone) => {
      if (!(await takeTurn(alone))) return [];
      const settings = await readSettings(alone);
      const failures: string[] = [];
      const isOver = () => signal.aborted;
      for (const retained of kinds) {
        if (isOver()) break;
        const run = new KindRun({ ...this.parts, patience, signal }, retained, settings[retained.kind].days);
        const failure = await this.attempt(run, alone, retained);
        if (isOver()) break;
        await noteStanding(alone, retained.kind, run.done(), { at: this.parts.clock.now(), error: failure });
        if (failure !== null) failures.push(`${retained.kind}: ${failure}`);
      }
      return failures;
    });
    if (failed.length > 0) throw new Error(`not everything could be let go: ${failed.join('; ')}`);
  }

  /** @returns what kind of error it ended with; null: it came to its end */
  private async attempt(run: KindRun, alone: Sql, { kind }: RetainedKind): Promise<string | null> {
    try {
      await within('long', () => run.run(alone));
      return null;
    } catch (error) {
      this.parts.log({ event: 'retention', level: 'warn', kind, outcome: 'failed', error });
      return kindOf(error);
    }
  }
}
