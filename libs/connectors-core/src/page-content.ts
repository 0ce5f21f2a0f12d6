import { createHash } from 'node:crypto';
import type { SourcePage } from './source-pages.js';

/**
 * What of a page tells it from another; undefined for an empty one. It is what was read of the rows, not the answer's
 * bytes: these may name the place that was asked for.
 */
export function pageContent({ observations, unread, rawBody }: SourcePage): string | undefined {
  if (observations.length + unread.length === 0) return undefined;
  // When it was said is of the request, not of the row.
  const said = observations.map((observation) => ({ ...observation, asOf: null }));
  const content = createHash('sha256').update(JSON.stringify([said, unread], exactly));
  // Of a row without a number nothing but the answer tells it from another one.
  if (unread.some(({ vendorNo }) => vendorNo === null)) content.update(rawBody);
  return content.digest('hex');
}

const exactly = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
