import type { Gauge } from 'prom-client';
import { ALARM_STATES } from '#alarms/alarm.js';
import { ALARM_KIND_NAMES } from '#alarms/alarm-kind.js';
import type { AlarmCount } from '#alarms/operator/alarms.query.js';

const LIVE = ALARM_STATES.filter((state) => state !== 'ended');

/** @returns shows them; undefined while the database cannot be asked */
export function alarmGauges(gauge: (name: string, help: string, labels: readonly string[]) => Gauge) {
  const alarms = gauge('alarms', 'What stands and people are to see to; acknowledged where somebody does.', [
    'kind',
    'state',
  ]);
  return (counts: readonly AlarmCount[] | undefined): void => {
    alarms.reset();
    if (counts === undefined) return;
    for (const kind of ALARM_KIND_NAMES) for (const state of LIVE) alarms.set({ kind, state }, 0);
    for (const { kind, state, count } of counts) alarms.set({ kind, state }, count);
  };
}
