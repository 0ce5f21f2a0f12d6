import type { StandingAlarm } from '#alarms/alarm.js';
import { DEFAULT_ALARMS_SETTINGS } from '#alarms/alarms-settings.js';
import { Looking } from '#alarms/keep/looking.js';
import type { StandingSource } from '#alarms/keep/standing-source.js';
import { AcknowledgingService } from '#alarms/operator/acknowledging.service.js';
import { AlarmsQuery } from '#alarms/operator/alarms.query.js';
import type { Clock } from '#domain/clock.js';
import type { LogEvent } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { openLedger } from '../../support/open-ledger.js';

const START = new Date('2026-03-05T02:00:00.000Z');

export const aRunFailing = (change: Partial<StandingAlarm> = {}): StandingAlarm => ({
  ...{ kind: 'run_failing', subject: 'run:1', since: START, count: 3, params: { run: '1', count: 3 } },
  ...change,
});

/** Alarms on a database of their own, with a source that says what the test wants, at a time of the test's choosing. */
export async function alarmsWorld() {
  const { database, close } = await openLedger();
  let now = START;
  const clock: Clock = { now: () => now, latest: () => now };
  const events: LogEvent[] = [];
  const log = (event: LogEvent): void => void events.push(event);
  const settings = DEFAULT_ALARMS_SETTINGS;
  const looking = new Looking({ database, clock, instance: new Instance('test'), log, settings });
  const source = (
    standing: readonly StandingAlarm[],
    change: Partial<StandingSource> = {},
  ): StandingSource => ({
    ...{ name: 'test', kinds: ['run_failing'], read: () => Promise.resolve({ standing }) },
    ...change,
  });
  const alarms = new AlarmsQuery(database);
  return {
    ...{ database, clock, events, log, settings, looking, source, alarms, close },
    acknowledging: new AcknowledgingService(database, clock),
    later: (ms: number): void => void (now = new Date(now.getTime() + ms)),
    /** A second later. */
    async look(...standing: readonly StandingAlarm[]): Promise<void> {
      now = new Date(now.getTime() + 1_000);
      await looking.look([source(standing)], new AbortController().signal);
    },
    list: () => alarms.list({ limit: 100 }),
  };
}

export type AlarmsWorld = Awaited<ReturnType<typeof alarmsWorld>>;
