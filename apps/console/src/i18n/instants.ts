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

const SHAPES = {
  clock: { dateStyle: 'short', timeStyle: 'short' },
  offset: { timeZoneName: 'shortOffset' },
} as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: making one takes longer than a hundred uses of it, and a list has hundreds of instants. */
function formatOf(zone: string, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const key = `${shape} ${zone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...SHAPES[shape] });
  formats.set(key, format);
  return format;
}

/** `yyyy-MM-dd HH:mm` on the clock of a zone. */
export const clockOf = (instant: string, zone: string): string => partsOf(instant, zone).join(' ');

/** `HH:mm` on the clock of a zone. */
export const timeOf = (instant: string, zone: string): string => partsOf(instant, zone)[1];

function partsOf(instant: string, zone: string): [string, string] {
  const parts = formatOf(zone, 'clock');
  const text = parts.format(new Date(instant));
  const [day = '', month = '', year = ''] = text.slice(0, 10).split('/');
  return [`${year}-${month}-${day}`, text.slice(-5)];
}

/** `UTC+8`: what a zone's clock is ahead by at an instant. */
export function offsetOf(instant: string, zone: string): string {
  const parts = formatOf(zone, 'offset');
  const name = parts.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName')?.value;
  return (name ?? zone).replace('GMT', 'UTC');
}
