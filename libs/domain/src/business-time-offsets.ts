import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone keeps one offset: `from` ≤ instant < `to`, all in ms since 1970. */
export interface OffsetSpan {
  /** When the offset came into force; -Infinity where it always was. */
  readonly from: number;
  /** When the next offset comes into force; Infinity where none is known. */
  readonly to: number;
  /** Local minus UTC, ms. */
  readonly offset: number;
}

/**
 * One zone's offsets. Asking the tz database costs far more than the arithmetic around it, and nearly
 * all questions fall into the span of the last answer, so spans are kept once they are known; a zone has
 * a few hundred of them at most.
 */
export class ZoneOffsets {
  private readonly known: OffsetSpan[] = [];
  private last: OffsetSpan | undefined;

  constructor(private readonly zone: string) {}

  spanAt(instant: number): OffsetSpan {
    if (this.last !== undefined && covers(this.last, instant)) return this.last;
    return (this.last = this.known.find((span) => covers(span, instant)) ?? this.learn(instant));
  }

  private learn(instant: number): OffsetSpan {
    const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.zone);
    // "Previous" is strictly before: asked from a transition itself it would miss it.
    const since = local.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    const span = {
      from: since?.epochMilliseconds ?? -Infinity,
      to: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
      offset: local.offsetNanoseconds / 1e6,
    };
    this.known.push(span);
    return span;
  }
}

const covers = ({ from, to }: OffsetSpan, instant: number): boolean => from <= instant && instant < to;

const zones = new Map<string, ZoneOffsets>();

/** @throws RangeError when the zone does not exist */
export function offsetsOf(zone: string): ZoneOffsets {
  let offsets = zones.get(zone);
  if (offsets === undefined) {
    offsets = new ZoneOffsets(canonicalZone(zone));
    zones.set(zone, offsets);
  }
  return offsets;
}

/** Also refuses bare offsets such as `+08:00`, which Temporal would take: a store's zone has a name. */
function canonicalZone(zone: string): string {
  if (!/^[A-Za-z]/.test(zone)) throw new RangeError(`not a time zone: "${zone}"`);
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
