import type { DayHour, StoreDay } from './sales-day.js';

const DAY = 24 * 60;

/** An hour of the clock, as far as stores have one: what stands in one column of the map. */
export interface HeatColumn {
  /** Minutes since midnight of the business date, and which of several at that time: where clocks go back. */
  readonly key: string;
  /** `HH:mm`. */
  readonly clock: string;
  /** It belongs to the business date, and the calendar shows the next one. */
  readonly isNextDay: boolean;
  readonly isRepeated: boolean;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Each hour of a store's day with the key of its column. A day that begins at 05:00 ends after midnight. */
export function placed(hours: readonly DayHour[]): readonly (readonly [key: string, hour: DayHour])[] {
  const first = minutesOf(hours[0]?.clock ?? '00:00');
  const seen = new Map<number, number>();
  return hours.map((hour) => {
    const minutes = minutesOf(hour.clock);
    const at = minutes < first ? minutes + DAY : minutes;
    const times = seen.get(at) ?? 0;
    seen.set(at, times + 1);
    return [keyOf(at, times), hour];
  });
}

const keyOf = (at: number, times: number): string => `${String(at)}.${String(times)}`;

/** The columns of a day in the order of time: all that stores have, and of each day those that are still to come. */
export function columnsOf(stores: readonly StoreDay[]): HeatColumn[] {
  const keys = new Set<string>();
  for (const { hours } of stores) {
    for (const [key] of placed(hours)) keys.add(key);
    const first = minutesOf(hours[0]?.clock ?? '00:00');
    for (let at = first; at < first + DAY; at += 60) keys.add(keyOf(at, 0));
  }
  const inOrder = [...keys].map((key) => key.split('.').map(Number) as [number, number]);
  inOrder.sort(([a, first], [b, second]) => a - b || first - second);
  return inOrder.map(([at, times]) => ({
    key: keyOf(at, times),
    clock: clockAt(at % DAY),
    isNextDay: at >= DAY,
    isRepeated: times > 0,
  }));
}

const clockAt = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
