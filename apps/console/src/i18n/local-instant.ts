const MINUTE_MS = 60_000;
/** What a browser gives; it reads other texts as times, too, each in its own way. */
const CLOCK = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/**
 * What a clock of a zone says, as an instant. Of an hour that a zone’s clock goes through twice it is the earlier one.
 *
 * @param clock `yyyy-MM-ddTHH:mm`, as the browser's field for a time gives it
 */
export function toInstant(clock: string, zone: string): string {
  if (!CLOCK.test(clock)) return clock;
  const asUtc = Date.parse(`${clock}:00Z`);
  // The offset of the instant that is meant, which is known once the instant is: the first guess may be beyond a change.
  const guess = asUtc - offsetMs(asUtc, zone);
  return new Date(asUtc - offsetMs(guess, zone)).toISOString();
}

function offsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return local - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
