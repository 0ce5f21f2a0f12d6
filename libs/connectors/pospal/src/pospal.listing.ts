import { ConnectorError } from '#connectors-core/connector-error.js';
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

/**
 * The cursor behind a page: the JSON text of its `postBackParameter`, to be passed back unchanged. Null
 * behind the last page: a short or empty one.
 * @throws ConnectorError `invalid_response` when the vendor says that there is more and not how to get it,
 * or where it has been already
 */
export function nextCursor(
  { result, pageSize, postBackParameter }: z.output<typeof orderPage>,
  cursor: string | null,
): string | null {
  const size = Number(pageSize ?? 0);
  if (result.length === 0 || (size > 0 && result.length < size)) return null;
  if (postBackParameter === undefined || postBackParameter === null) {
    if (size <= 0) return null;
    throw new ConnectorError('invalid_response', 'a full page without a postBackParameter');
  }
  const next = stringifyLossless(postBackParameter);
  if (next !== cursor) return next;
  throw new ConnectorError('invalid_response', 'the page’s postBackParameter leads back to the same page');
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
