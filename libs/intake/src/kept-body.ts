import { createHash } from 'node:crypto';
import type { BodySeal } from '#domain/body-keeping.js';

/** A body on its way into the database, as columns. */
export interface KeptBody {
  readonly kept: Buffer;
  readonly is_sealed: boolean;
  /** SHA-256 of the body as it came, and its size: what is sealed says neither. */
  readonly body_hash: Buffer;
  readonly body_size: number;
}

export const KEPT_BODY = {
  kept: 'bytea',
  is_sealed: 'boolean',
  body_hash: 'bytea',
  body_size: 'int',
} as const;

export function keptBody(
  seal: BodySeal,
  { id, body }: { readonly id: string; readonly body: Buffer },
): KeptBody {
  const { bytes, isSealed } = seal.seal(id, body);
  return { kept: bytes, is_sealed: isSealed, body_hash: sha256(body), body_size: body.length };
}

const sha256 = (body: Buffer): Buffer => createHash('sha256').update(body).digest();

/** SHA-256, hex. */
export const hashOf = (body: Buffer): string => sha256(body).toString('hex');
