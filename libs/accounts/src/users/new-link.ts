import { createHash, randomBytes } from 'node:crypto';
import { uuidV7 } from '#domain/ids.js';
import type { NewLink } from './password-links.store.js';

/** Long enough for somebody who begins work on the next morning. */
const LASTS_MS = 24 * 3_600_000;

export interface MadeLink {
  /** What the link holds: shown this once, only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** A token is 32 random bytes, so a plain hash of it is as good as a slow one. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export function newLink(userId: string, now: Date): { readonly made: MadeLink; readonly row: NewLink } {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + LASTS_MS);
  const id = uuidV7(now, randomBytes(10));
  return {
    made: { token, expiresAt },
    row: { id, userId, tokenHash: hashOfToken(token), createdAt: now, expiresAt },
  };
}

/** Where the console takes a password: what follows `#` is sent to nobody, and stands in no log. */
export const pathOfLink = ({ token }: MadeLink): string => `/set-password#${token}`;
