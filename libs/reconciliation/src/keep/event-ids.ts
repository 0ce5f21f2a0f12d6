import { randomBytes } from 'node:crypto';
import { uuidV7 } from '#domain/ids.js';

const RANDOM_BYTES = 10;
/** What of the id that counts holds: the rest is chance. */
const MOST = 0x0fff;

let last = { at: 0, count: 0 };

/** Ids of one instant come in the order in which they were made, as long as one hub makes them: a history goes by them. */
export function eventId(at: Date): string {
  const ms = at.getTime();
  last = ms === last.at ? { at: ms, count: Math.min(last.count + 1, MOST) } : { at: ms, count: 0 };
  const random = randomBytes(RANDOM_BYTES);
  random.writeUInt16BE(last.count, 0);
  return uuidV7(at, random);
}
