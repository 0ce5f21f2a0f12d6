import * as fc from 'fast-check';
import { dayAfter, dayOf, startOfDay } from './days.js';

const ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'UTC', 'America/New_York', 'Australia/Lord_Howe'] as const;

it('begins a day on the clock of the store', () => {
  expect(startOfDay('2026-03-02', 'Asia/Shanghai')).toBe('2026-03-01T16:00:00.000Z');
  expect(startOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z');
  expect(startOfDay('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z');
  expect(dayOf('2026-03-01T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-03-02');
  expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01');
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
});

it('is of that day from its first instant on, and of the day before until then', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => dayAfter('2000-01-01', days));
  fc.assert(
    fc.property(day, fc.constantFrom(...ZONES), (of, zone) => {
      const at = startOfDay(of, zone);
      expect(dayOf(at, zone)).toBe(of);
      expect(dayOf(new Date(Date.parse(at) - 1).toISOString(), zone)).toBe(dayAfter(of, -1));
    }),
  );
});
