import type { Provider } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { ALARMS_LOOK } from '#alarms/alarms.tasks.js';
import { Looking } from '#alarms/keep/looking.js';
import { FailingAddresses } from '#alarms/send/failing-addresses.query.js';
import type { StandingSource } from '#alarms/keep/standing-source.js';
import { DatabaseClock } from '#database/database-clock.js';
import { TaskList } from '#jobs/task-list.js';
import type { VendorClocks } from '#polling/accounts/vendor-clocks.js';
import { DEFAULT_POLLING_SETTINGS } from '#polling/polling-settings.js';
import { AccountTroubleAlarms } from './account-trouble-alarms.js';
import { FailingTaskAlarms } from './failing-task-alarms.js';
import { OverdueWorkAlarms } from './overdue-work-alarms.js';
import { ReconciliationAlarms } from './reconciliation-alarms.query.js';
import { RetentionAlarms } from './retention-alarms.js';
import { RunAlarms } from './run-alarms.query.js';
import { VendorClockAlarms } from './vendor-clock-alarms.js';

/** Everything that the hub calls an alarm; one more source is one line here. */
const OWN = [
  AccountTroubleAlarms,
  OverdueWorkAlarms,
  RunAlarms,
  FailingTaskAlarms,
  RetentionAlarms,
  ReconciliationAlarms,
] as const;
const SOURCES = [...OWN, VendorClockAlarms, FailingAddresses] as const;

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

/** @param vendorClocks what is known of the vendors' clocks in this hub */
export const standingAlarms = (vendorClocks: VendorClocks): Provider[] => [
  ...OWN,
  {
    provide: VendorClockAlarms,
    useFactory: (accounts: AccountDirectory, clock: DatabaseClock) =>
      new VendorClockAlarms(accounts, vendorClocks, clock, DEFAULT_POLLING_SETTINGS.clockAlarmMs),
    inject: [AccountDirectory, DatabaseClock],
  },
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
