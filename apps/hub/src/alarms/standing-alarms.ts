import type { Provider } from '@nestjs/common';
import { ALARMS_LOOK } from '#alarms/alarms.tasks.js';
import { Looking } from '#alarms/keep/looking.js';
import { FailingAddresses } from '#alarms/send/failing-addresses.query.js';
import type { StandingSource } from '#alarms/keep/standing-source.js';
import { TaskList } from '#jobs/task-list.js';
import { AccountTroubleAlarms } from './account-trouble-alarms.js';
import { OverdueWorkAlarms } from './overdue-work-alarms.js';
import { RunAlarms } from './run-alarms.query.js';

/** Everything that the hub calls an alarm; one more source is one line here. */
const OWN = [AccountTroubleAlarms, OverdueWorkAlarms, RunAlarms] as const;
const SOURCES = [...OWN, FailingAddresses] as const;

/** Asks every part of the hub what stands. */
class StandingAlarms {
  constructor(
    private readonly looking: Looking,
    private readonly sources: readonly StandingSource[],
  ) {}

  look(signal: AbortSignal): Promise<void> {
    return this.looking.look(this.sources, signal);
  }
}

export const standingAlarms: Provider[] = [
  ...OWN,
  {
    provide: StandingAlarms,
    useFactory: (looking: Looking, tasks: TaskList, ...sources: StandingSource[]) => {
      const alarms = new StandingAlarms(looking, sources);
      tasks.add(ALARMS_LOOK, (_payload, { signal }) => alarms.look(signal));
      return alarms;
    },
    inject: [Looking, TaskList, ...SOURCES],
  },
];
