import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  businessDate,
  businessDay,
  businessDayOf,
  firstHourBeginningAtOrAfter,
  hourOf,
  hoursBeginningIn,
  isTimeOfDay,
  isTimeZone,
  readInZone,
  sameTimeDaysBefore,
  writeInZone,
} from './business-time.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const FROM = Date.UTC(1975, 0, 1);
const TO = Date.UTC(2045, 0, 1);
const DAY_MS = 86_400_000;

/** The wall clock as Intl shows it: none of our own arithmetic. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function wall(at: number, zone: string): string {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    const parts = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const;
    clock = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...parts });
    clocks.set(zone, clock);
  }
  return clock.format(at).replace(', ', ' ');
}
const offset = (at: number, zone: string): number =>
  Date.parse(`${wall(at, zone).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;

function nearTransition(zone: string, after: number, nearby: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  return (local.getTimeZoneTransition('next')?.epochMilliseconds ?? after) + nearby;
}

const zone = fc.constantFrom(...ZONES);
const anyTime = fc.integer({ min: FROM, max: TO });
/** Half of them within a day and a half of a change of the zone's offset. */
const placeAndTime = fc
  .tuple(zone, anyTime, fc.option(fc.integer({ min: -1.5 * DAY_MS, max: 1.5 * DAY_MS })))
  .map(([name, at, nearby]) => ({ zone: name, at: nearby === null ? at : nearTransition(name, at, nearby) }));

const utc = (text: string): Date => new Date(`${text}Z`);
const span = (start: string, end: string) => ({ start: utc(start), end: utc(end) });

function expectTiling(name: string, at: number): void {
  const hour = hourOf(new Date(at), name);
  const [start, end] = [hour.start.getTime(), hour.end.getTime()];
  expect(start).toBeLessThanOrEqual(at);
  expect(end).toBeGreaterThan(at);
  expect(end - start).toBeLessThanOrEqual(3_600_000);
  expect(hourOf(hour.start, name)).toEqual(hour);
  expect(hourOf(new Date(end - 1), name)).toEqual(hour);
  expect(hourOf(hour.end, name).start).toEqual(hour.end);
  expect(hourOf(new Date(start - 1), name).end).toEqual(hour.start);
  // A boundary has a reason, and nothing inside an hour would have been one.
  const changes = offset(start - 1, name) !== offset(start, name);
  expect(changes || wall(start, name).endsWith(':00:00')).toBe(true);
  expect(offset(end - 1, name)).toBe(offset(start, name));
  expect(wall(end - 1, name).slice(0, 13)).toBe(wall(start, name).slice(0, 13));
}

describe('hours', () => {
  it('tile the time line in any zone, at any time', () => {
    fc.assert(
      fc.property(placeAndTime, ({ zone: name, at }) => {
        expectTiling(name, at);
      }),
      { numRuns: 300 },
    );
  });

  it('tile the time line around the next change of every zone', () => {
    for (const name of ZONES) {
      const change = nearTransition(name, Date.UTC(2026, 0, 1), 0);
      for (const at of [change - 1, change]) expectTiling(name, at);
    }
  });

  it('are listed by their start, each once', () => {
    fc.assert(
      fc.property(placeAndTime, fc.integer({ min: 0, max: 3 * DAY_MS }), ({ zone: name, at }, length) => {
        const [from, to] = [new Date(at), new Date(at + length)];
        const hours = hoursBeginningIn(from, to, name);
        const next = firstHourBeginningAtOrAfter(from, name);
        expect(next.start >= from && hourOf(new Date(next.start.getTime() - 1), name).start < from).toBe(
          true,
        );
        let start = next.start;
        for (const hour of hours) {
          expect(hour.start).toEqual(start);
          start = hour.end;
        }
        expect(start >= to).toBe(true);
        expect(hours.every((hour) => hour.start < to)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [
      'a whole-hour zone',
      'Asia/Shanghai',
      '2026-03-05T04:59:59.999',
      span('2026-03-05T04:00', '2026-03-05T05:00'),
    ],
    ['a half-hour zone', 'Asia/Kolkata', '2026-03-05T04:45', span('2026-03-05T04:30', '2026-03-05T05:30')],
    [
      'a three-quarter-hour zone',
      'Asia/Kathmandu',
      '2026-03-05T04:14',
      span('2026-03-05T03:15', '2026-03-05T04:15'),
    ],
    [
      'the hour before a skip',
      'America/New_York',
      '2026-03-08T06:30',
      span('2026-03-08T06:00', '2026-03-08T07:00'),
    ],
    [
      'the hour after a skip',
      'America/New_York',
      '2026-03-08T07:30',
      span('2026-03-08T07:00', '2026-03-08T08:00'),
    ],
    [
      'a repeated hour, first time',
      'America/New_York',
      '2026-11-01T05:30',
      span('2026-11-01T05:00', '2026-11-01T06:00'),
    ],
    [
      'a repeated hour, second time',
      'America/New_York',
      '2026-11-01T06:30',
      span('2026-11-01T06:00', '2026-11-01T07:00'),
    ],
    [
      'a half hour left by a half-hour skip',
      'Australia/Lord_Howe',
      '2026-10-03T15:40',
      span('2026-10-03T15:30', '2026-10-03T16:00'),
    ],
    [
      'a repeated half hour, first time',
      'Australia/Lord_Howe',
      '2026-04-04T14:40',
      span('2026-04-04T14:00', '2026-04-04T15:00'),
    ],
    [
      'a repeated half hour, second time',
      'Australia/Lord_Howe',
      '2026-04-04T15:10',
      span('2026-04-04T15:00', '2026-04-04T15:30'),
    ],
  ])('%s', (_case, name, at, hour) => {
    expect(hourOf(utc(at), name)).toEqual(hour);
  });

  it('stop at the limit', () => {
    const hours = hoursBeginningIn(utc('2026-03-05T00:10'), utc('2026-03-06T00:00'), 'Asia/Shanghai', 2);
    expect(hours).toEqual([
      span('2026-03-05T01:00', '2026-03-05T02:00'),
      span('2026-03-05T02:00', '2026-03-05T03:00'),
    ]);
    expect(hoursBeginningIn(utc('2026-03-06T00:00'), utc('2026-03-05T00:00'), 'Asia/Shanghai')).toEqual([]);
  });
});

describe('the business day', () => {
  const cutOff = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

  it('never goes back, and changes when the clock first reaches the cut-off', () => {
    fc.assert(
      fc.property(placeAndTime, cutOff, ({ zone: name, at }, start) => {
        let [low, high] = [at - 1.5 * DAY_MS, at];
        const [before, after] = [low, high].map((one) => businessDate(new Date(one), name, start)) as [
          string,
          string,
        ];
        expect(before < after).toBe(true);
        // The last change before `at`, found by halving: right only if the date never goes back.
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2);
          if (businessDate(new Date(middle), name, start) === after) high = middle;
          else low = middle;
        }
        const reached = `${after} ${start}:00`;
        expect(wall(high, name) >= reached).toBe(true);
        expect(wall(low, name) < reached).toBe(true);
        for (const earlier of [1, 3.7e6, 1.1e7, 4e7]) {
          expect(businessDate(new Date(at - earlier), name, start) <= after).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['before the cut-off', 'Asia/Shanghai', '05:00', '2026-03-05T20:59:59.999', '2026-03-05'],
    ['at the cut-off', 'Asia/Shanghai', '05:00', '2026-03-05T21:00', '2026-03-06'],
    ['midnight', 'Asia/Shanghai', '00:00', '2026-03-05T16:00', '2026-03-06'],
    ['a skipped cut-off, before', 'America/New_York', '02:30', '2026-03-08T06:59', '2026-03-07'],
    ['a skipped cut-off, after', 'America/New_York', '02:30', '2026-03-08T07:00', '2026-03-08'],
    ['a repeated cut-off, first time', 'America/New_York', '01:30', '2026-11-01T05:30', '2026-11-01'],
    ['before a repeated cut-off, second time', 'America/New_York', '01:30', '2026-11-01T06:10', '2026-11-01'],
    [
      'before the clock goes back over midnight',
      'America/St_Johns',
      '00:00',
      '2009-11-01T02:29',
      '2009-10-31',
    ],
    [
      'when it goes back over a cut-off just past',
      'America/St_Johns',
      '00:00',
      '2009-11-01T02:45',
      '2009-11-01',
    ],
    ['after a date that does not exist', 'Pacific/Apia', '00:00', '2011-12-30T10:00', '2011-12-31'],
  ])('%s', (_case, name, start, at, date) => {
    expect(businessDate(utc(at), name, start)).toBe(date);
  });

  const hoursOf = (date: string, zone: string, start: string): number => {
    const { from, to } = businessDay(date, zone, start);
    return hoursBeginningIn(from, to, zone).length;
  };

  it('has the hours that begin in it', () => {
    fc.assert(
      fc.property(placeAndTime, cutOff, ({ zone: name, at }, start) => {
        const around = hoursBeginningIn(new Date(at - 3 * DAY_MS), new Date(at + 3 * DAY_MS), name);
        const date = businessDate(new Date(at), name, start);
        const ofTheDay = around.filter((hour) => businessDate(hour.start, name, start) === date);
        expect(hoursOf(date, name, start)).toBe(ofTheDay.length);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['23 hours where clocks go forward', 'America/New_York', '00:00', '2026-03-08', 23],
    ['25 hours where they go back', 'America/New_York', '00:00', '2026-11-01', 25],
    ['by its own cut-off', 'America/New_York', '04:00', '2026-03-08', 24],
    ['no hour where the date does not exist', 'Pacific/Apia', '00:00', '2011-12-30', 0],
  ])('%s', (_case, name, start, date, hours) => {
    expect(hoursOf(date, name, start)).toBe(hours);
  });

  it('refuses what is no time of day', () => {
    for (const text of ['24:00', '5:00', '05:60', '', '05:00:00']) {
      expect(isTimeOfDay(text)).toBe(false);
      expect(() => businessDate(utc('2026-03-05T00:00'), 'UTC', text)).toThrow('not a time of day');
    }
  });
});

describe('the local clock', () => {
  it('is written as Intl shows it', () => {
    fc.assert(
      fc.property(placeAndTime, ({ zone: name, at }) => {
        expect(writeInZone(new Date(at), name)).toBe(wall(at, name));
      }),
      { numRuns: 300 },
    );
  });

  it('knows zones by their names only', () => {
    for (const name of [...ZONES, 'UTC', 'Asia/Calcutta', 'Etc/GMT+8']) expect(isTimeZone(name)).toBe(true);
    for (const name of ['', 'Asia/Nowhere', '+08:00', '-05:00', 'China Standard Time'])
      expect(isTimeZone(name)).toBe(false);
  });
});

describe('readInZone', () => {
  it('reads what writeInZone wrote, in every zone', () => {
    const placed = placeAndTime.filter(({ at }) => at >= Date.UTC(2000, 0, 3));
    fc.assert(
      fc.property(placed, ({ zone: name, at }) => {
        const text = writeInZone(new Date(at), name);
        const read = readInZone(text, name);
        expect(read === undefined ? '' : writeInZone(read, name)).toBe(text);
        expect(read?.getTime()).toBeLessThanOrEqual(at);
      }),
    );
  });

  it.each([
    ['2024-01-05 09:29:55', '2024-01-05T01:29:55'],
    ['2024-01-05 09:29:55.0', '2024-01-05T01:29:55'],
    ['2024-02-29 23:59:59.123456', '2024-02-29T15:59:59.123'],
  ])('reads %s', (text, at) => {
    expect(readInZone(text, 'Asia/Shanghai')).toEqual(utc(at));
  });

  it.each([
    '2023-02-29 10:00:00',
    '2024-01-05 24:00:00',
    '2024-01-05 10:00:60',
    '2024-13-05 10:00:00',
    '2024-1-5 10:00:00',
    '0000-00-00 00:00:00',
    '1999-12-31 23:59:59',
    '9999-12-31 23:59:59',
    '2024-01-05T10:00:00',
    '',
  ])('takes %p for no time', (text) => {
    expect(readInZone(text, 'Asia/Shanghai')).toBeUndefined();
  });
});

describe('a business day and the same time of other days', () => {
  const instants = fc.integer({ min: FROM, max: TO }).map((ms) => new Date(ms));
  const cutOffs = fc.constantFrom('00:00', '04:00', '23:30');

  it('hold: an instant lies in its day, and days follow one another without a gap', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), cutOffs, (instant, zone, cutOff) => {
        const day = businessDayOf(instant, zone, cutOff);
        expect(day.from <= instant && instant < day.to).toBe(true);
        expect(day.date).toBe(businessDate(instant, zone, cutOff));
        expect(businessDayOf(day.to, zone, cutOff).from).toEqual(day.to);
      }),
    );
  });

  it('hold: the clock showed the same, unless it skipped that or shows it twice', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), fc.constantFrom(1, 7), (instant, zone, days) => {
        const before = sameTimeDaysBefore(instant, zone, days);
        const at = before.getTime();
        const shown = at + offset(at, zone);
        const wanted = instant.getTime() + offset(instant.getTime(), zone) - days * DAY_MS;
        const isSkipped = shown > wanted && at - 1 + offset(at - 1, zone) < wanted;
        expect(shown === wanted || isSkipped).toBe(true);
      }),
    );
  });
});
