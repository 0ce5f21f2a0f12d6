import type { Provider } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { RECONCILIATION_BRAKE } from '../reconciliation.tasks.js';
import type { RepairSettings } from '../reconciliation-settings.js';
import { Brake } from './brake.js';
import { BrakeWatching } from './brake-watching.js';
import { ComparisonTally } from './comparison-tally.js';
import { EmptyListing } from './empty-listing.js';
import { Figures } from './figures.js';
import { StopJudging } from './stop-judging.js';
import { Stopping } from './stopping.js';

/** Who lets repairs begin, and stops them. */
export const brakeProviders = (limits: RepairSettings, log: Log): Provider[] => [
  ComparisonTally,
  Stopping,
  { provide: Figures, useFactory: () => new Figures(new EmptyListing()) },
  {
    provide: StopJudging,
    useFactory: (figures: Figures, stopping: Stopping) => new StopJudging(figures, stopping),
    inject: [Figures, Stopping],
  },
  {
    provide: Brake,
    useFactory: (clock: DatabaseClock, stopping: Stopping, judging: StopJudging) =>
      new Brake({ clock, limits, stopping, judging }),
    inject: [DatabaseClock, Stopping, StopJudging],
  },
  {
    provide: BrakeWatching,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      figures: Figures,
      judging: StopJudging,
      tasks: TaskList,
    ) => {
      const watching = new BrakeWatching({ database, clock, figures, judging, log });
      const loop = new SingleLoop(() => watching.run());
      tasks.add(RECONCILIATION_BRAKE, (_payload, { signal }) => loop.run(signal));
      return watching;
    },
    inject: [Database, DatabaseClock, Figures, StopJudging, TaskList],
  },
];
