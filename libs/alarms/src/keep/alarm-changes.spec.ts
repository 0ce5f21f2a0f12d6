import fc from 'fast-check';
import { ALARM_STATES, type StandingAlarm } from '../alarm.js';
import { type AlarmChanges, alarmChanges, type KeptAlarm } from './alarm-changes.js';

const AT = new Date('2026-03-05T02:00:00.000Z');
const standing = (subject: string, change: Partial<StandingAlarm> = {}): StandingAlarm => ({
  kind: 'run_failing',
  subject,
  since: AT,
  count: 1,
  params: { run: subject, count: 1 },
  ...change,
});
const kept = (subject: string, change: Partial<KeptAlarm> = {}): KeptAlarm => ({
  ...standing(subject),
  id: `id of ${subject}`,
  state: 'open',
  occurrence: 1,
  ...change,
});
const subjects = (alarms: readonly { readonly subject: string }[]) =>
  alarms.map(({ subject }) => subject).sort();

describe('what follows for alarms', () => {
  it('is that one opens once, however often it is named', () => {
    expect(alarmChanges([], { standing: [standing('a', { count: 2 }), standing('a')] })).toEqual({
      ...{ opened: [standing('a', { count: 2 })], reopened: [], seen: [], ended: [] },
    });
  });

  it('is that one that somebody sees to is still seen, and as old as it was', () => {
    const later = standing('a', {
      since: new Date(AT.getTime() + 1),
      count: 7,
      params: { run: 'a', count: 7 },
    });
    expect(alarmChanges([kept('a', { state: 'acknowledged' })], { standing: [later] }).seen).toEqual([
      kept('a', { state: 'acknowledged', count: 7, params: { run: 'a', count: 7 } }),
    ]);
  });

  it('is that one which had ended is opened again, since it is there again', () => {
    const again = standing('a', { since: new Date(AT.getTime() + 1) });
    expect(alarmChanges([kept('a', { state: 'ended' })], { standing: [again] }).reopened).toEqual([
      kept('a', { since: again.since, occurrence: 2 }),
    ]);
  });

  it('is nothing for a subject of which nobody knows', () => {
    const nothing: AlarmChanges = { opened: [], reopened: [], seen: [], ended: [] };
    const unknown = new Set(['a', 'b']);
    expect(alarmChanges([kept('a')], { standing: [standing('b')], unknown })).toEqual(nothing);
  });

  it('is that exactly what stands is kept as such', () => {
    const subject = fc.constantFrom('a', 'b', 'c', 'd');
    const state = fc.constantFrom(...ALARM_STATES);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(subject, state), { selector: ([one]) => one }),
        fc.array(subject),
        (had, now) => {
          const before = had.map(([one, is]) => kept(one, { state: is }));
          const changes = alarmChanges(before, { standing: now.map((one) => standing(one)) });
          const live = [...changes.opened, ...changes.reopened, ...changes.seen];
          expect(subjects(live)).toEqual([...new Set(now)].sort());
          const wasLive = before.filter((one) => one.state !== 'ended');
          expect(subjects([...changes.seen, ...changes.ended])).toEqual(subjects(wasLive));
        },
      ),
    );
  });
});
