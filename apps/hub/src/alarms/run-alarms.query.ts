import { Injectable } from '@nestjs/common';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { Database } from '#database/database.js';

interface FaultyRun {
  readonly id: string;
  readonly kind: 'run_failing' | 'run_cut_short';
  readonly since: Date;
  readonly count: number;
}

/** Fewer failures in a row may be over in a moment. */
const FEWEST_FAILURES = 3;

/**
 * One that left orders is told for a day, or until a later one of the same scope was through with all of its own. One
 * that somebody paused or cancelled is not.
 */
const RUNS = `
  SELECT id, 'run_failing' AS kind, created_at AS since, failures AS count FROM reconciliation_runs
  WHERE account_id IS NULL AND finished_at IS NULL AND paused_at IS NULL AND failures >= $1
  UNION ALL
  SELECT id, 'run_cut_short', finished_at, orders_left FROM reconciliation_runs r
  WHERE account_id IS NULL AND finished_at > clock_timestamp() - INTERVAL '1 day' AND cancelled_at IS NULL
    AND (is_cut_short OR orders_left > 0)
    AND NOT EXISTS (SELECT FROM reconciliation_runs b WHERE b.scope = r.scope AND b.id > r.id AND b.finished_at IS NOT NULL
      AND b.cancelled_at IS NULL AND NOT b.is_cut_short AND b.orders_left = 0)`;

/** Runs of comparison that fail, or came to their end without having compared everything. One account's are its trouble. */
@Injectable()
export class RunAlarms implements StandingSource {
  readonly name = 'reconciliation_runs';
  readonly kinds = ['run_failing', 'run_cut_short'] as const;

  constructor(private readonly database: Database) {}

  async read(): Promise<Stands> {
    const rows = await this.database.rows<FaultyRun>({
      name: 'hub_faulty_runs',
      text: RUNS,
      values: [FEWEST_FAILURES],
    });
    const standing = rows.map(({ id, kind, since, count }) => ({
      ...{ kind, subject: `run:${id}`, since, count, params: { run: id, count } },
    }));
    return { standing };
  }
}
