import { stringifyLossless } from '#connectors-core/lossless-json.js';
import type { Window } from '#connectors-core/source-pages.js';
import type { z } from 'zod';
import type { orderPage } from './pospal-order.schema.js';

/** Page: endTime − startTime ≤ 1 day. */
export const WINDOW_MS = 86_400_000;
/** At the 100 orders a page that were seen, a till of 100,000 orders a day: more is a vendor that does not end. */
export const MOST_PAGES = 1000;

const SECOND_MS = 1000;
const downToSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / SECOND_MS) * SECOND_MS);

/**
 * The bounds that are sent for a window [from, to): both cut to their second, so that they are never
 * further apart than the window is long nor reach behind its end. Whether the vendor takes endTime as
 * inclusive is not documented: then one second is read that the next window reads again, else the
 * rest of the last second is left to the next window's overlap.
 */
export const listingOf = ({ from, to }: Window): { from: Date; to: Date } => ({
  from: downToSecond(from),
  to: downToSecond(to),
});

/** How a list goes on behind a page. */
export interface PageEnd {
  /** The JSON text of its `postBackParameter`, to be passed back unchanged; null where there is none to follow. */
  readonly next: string | null;
  /** Why such a page is not known to be the last. */
  readonly notWhole?: string;
}

/**
 * The last page is one of fewer rows than a page has, by its own word or else by the account's. A full one, or a
 * longer one, without a way on may be cut off: it never ends a list. Whether a way on leads back is seen by who follows it.
 * @param given rows a page, where the answer does not say it
 */
export function pageEnd(
  { result, pageSize, postBackParameter }: z.output<typeof orderPage>,
  given: number,
): PageEnd {
  const own = Number(pageSize ?? 0);
  const size = own > 0 ? own : given;
  if (result.length === 0 || (result.length < size && (own > 0 || isNone(postBackParameter))))
    return { next: null };
  if (isNone(postBackParameter)) {
    const rows = result.length.toString();
    return { next: null, notWhole: `${rows} rows, ${size.toString()} a page, and no postBackParameter` };
  }
  return { next: stringifyLossless(postBackParameter) };
}

/** Clients send an empty one for the first page, so an empty one leads nowhere. */
const isNone = (parameter: unknown): boolean =>
  parameter === undefined ||
  parameter === null ||
  (typeof parameter === 'object' && Object.keys(parameter).length === 0);

/** No half is shorter: a list of so little time that still cannot show its end is not halved any more. */
const SMALLEST_HALF_MS = 60_000;

/** A window in whole seconds as two that share their border; undefined where they would be too short. */
export function halvesOf({ from, to }: Window): readonly [Window, Window] | undefined {
  const half = (to.getTime() - from.getTime()) / 2;
  if (half < SMALLEST_HALF_MS) return undefined;
  const middle = downToSecond(new Date(from.getTime() + half));
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

/** The windows in whole seconds, laid together where they overlap, in pieces of a day at most that share their border. */
export function listingWindows(windows: readonly Window[]): readonly Window[] {
  return merged(windows).flatMap(({ from, to }) => {
    const pieces: Window[] = [];
    let start = from;
    do {
      const end = new Date(Math.min(start.getTime() + WINDOW_MS, to.getTime()));
      pieces.push({ from: start, to: end });
      start = end;
    } while (start < to);
    return pieces;
  });
}

const upToSecond = (at: Date): Date => new Date(Math.ceil(at.getTime() / SECOND_MS) * SECOND_MS);

function merged(windows: readonly Window[]): readonly Window[] {
  const result: { from: Date; to: Date }[] = [];
  for (const { from, to } of [...windows].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const [start, end] = [downToSecond(from), upToSecond(to)];
    const last = result.at(-1);
    if (last === undefined || start > last.to) result.push({ from: start, to: end });
    else if (end > last.to) last.to = end;
  }
  return result;
}
