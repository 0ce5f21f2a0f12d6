import { Injectable } from '@nestjs/common';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { Database } from '#database/database.js';
import { failingTasks } from '#jobs/task-failures.store.js';

/** Fewer failures in a row may be over in a moment. */
const FEWEST_FAILURES = 3;

/** Tasks of the hub's own whose jobs fail one after the other; the log says why. */
@Injectable()
export class FailingTaskAlarms implements StandingSource {
  readonly name = 'failing_tasks';
  readonly kinds = ['task_failing'] as const;

  constructor(private readonly database: Database) {}

  async read(): Promise<Stands> {
    const failing = await failingTasks(this.database, FEWEST_FAILURES);
    const standing = failing.map(({ task, since, count }) => ({
      kind: 'task_failing' as const,
      ...{ subject: `task:${task}`, since, count, params: { task, count } },
    }));
    return { standing };
  }
}
