const DAY_MS = 86_400_000;

/**
 * The instant at which a day begins on a zone's clock.
 *
 * @param day `yyyy-MM-dd`
 * @param zone IANA
 * @returns ISO 8601, UTC; where a clock is put forward over midnight, the first instant of the day
 */
export function startOfDay(day: string, zone: string): string {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const first = asUtc - aheadMs(asUtc, zone);
  // The zone may have been ahead by something else then than at the first guess.
  return new Date(asUtc - aheadMs(first, zone)).toISOString();
}

/** The day, `yyyy-MM-dd`, that an instant is of on a zone's clock. */
export const dayOf = (instant: string, zone: string): string =>
  new Date(Date.parse(instant) + aheadMs(Date.parse(instant), zone)).toISOString().slice(0, 10);

/** A day so many days after another; before it where they are below nothing. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

function aheadMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  } as const).formatToParts(at);
  const part = (name: string) => Number(parts.find(({ type }) => type === name)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}
