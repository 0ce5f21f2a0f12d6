const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** An age in its largest whole unit: what an operator says of it. */
export type Age = readonly ['seconds' | 'minutes' | 'hours' | 'days', number];

export function ageOf(ms: number): Age {
  if (ms < MINUTE_MS) return ['seconds', Math.max(0, Math.floor(ms / 1_000))];
  if (ms < HOUR_MS) return ['minutes', Math.floor(ms / MINUTE_MS)];
  if (ms < 2 * DAY_MS) return ['hours', Math.floor(ms / HOUR_MS)];
  return ['days', Math.floor(ms / DAY_MS)];
}

/** `yyyy-MM-dd HH:mm` on the clock of a zone. */
export const clockOf = (instant: string, zone: string): string => partsOf(instant, zone).join(' ');

/** `HH:mm` on the clock of a zone. */
export const timeOf = (instant: string, zone: string): string => partsOf(instant, zone)[1];

function partsOf(instant: string, zone: string): [string, string] {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const [day = '', month = '', year = ''] = parts.format(new Date(instant)).slice(0, 10).split('/');
  return [`${year}-${month}-${day}`, parts.format(new Date(instant)).slice(-5)];
}
