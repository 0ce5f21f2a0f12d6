import { createHash } from 'node:crypto';
import type { BodySeal } from '#domain/body-keeping.js';

/**
 * Bodies on their way into `payloads`, a column each. What is stored travels as one binary value and is cut apart by the
 * server, because an array of bytea would be sent as hex text, twice the size.
 */
export interface KeptBodies {
  readonly bytes: Buffer;
  /** Where each begins in it, from 1, and how long it is there. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
  readonly isSealed: readonly boolean[];
  /** SHA-256 of each body as it came, hex, and its size: what is sealed says neither. */
  readonly hashes: readonly string[];
  readonly sizes: readonly number[];
}

export function keptBodies(
  seal: BodySeal,
  bodies: readonly { readonly id: string; readonly body: Buffer }[],
): KeptBodies {
  const kept = bodies.map(({ id, body }) => seal.seal(id, body));
  let end = 1;
  return {
    bytes: Buffer.concat(kept.map(({ bytes }) => bytes)),
    starts: kept.map(({ bytes }) => (end += bytes.length) - bytes.length),
    lengths: kept.map(({ bytes }) => bytes.length),
    isSealed: kept.map(({ isSealed }) => isSealed),
    hashes: bodies.map(({ body }) => hashOf(body)),
    sizes: bodies.map(({ body }) => body.length),
  };
}

/** SHA-256, hex. */
export const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
