import { createHash } from 'node:crypto';
import type { AuditEntry } from '../audit-entry.js';

/** Where a chain begins that nothing was dropped of. */
export const NO_HASH = '00'.repeat(32);
/** Which text is hashed. Another one would be another number: a seal is checked by the text of its time. */
const VERSION = 1;

/** A place in the chain: the number of a seal, and its hash. */
export interface ChainHead {
  readonly seq: bigint;
  /** Hexadecimal. */
  readonly hash: string;
}

/** What is sealed of a row. */
export interface SealedFacts {
  readonly seq: bigint;
  readonly sealedAt: Date;
  readonly entryId: string;
  readonly entryHash: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * The canonical text of a row: a JSON array of its version and its columns in this order; instants as ISO 8601 with
 * milliseconds in UTC, `before` and `after` as the very text that was written.
 */
export const entryText = (entry: AuditEntry): string =>
  JSON.stringify([
    VERSION,
    entry.id,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.address,
    entry.client,
    entry.act,
    entry.subjectKind,
    entry.subjectId,
    entry.before,
    entry.after,
    entry.reasonDigest,
    entry.bulkId,
  ]);

/** SHA-256 of the canonical text, hexadecimal. */
export const entryHash = (entry: AuditEntry): string => sha256(entryText(entry));

/** The hash of a seal: SHA-256 over a JSON array of its version, number, instant, row, the row's hash, and the hash before. */
export const sealHash = ({ seq, sealedAt, entryId, entryHash: row }: SealedFacts, before: string): string =>
  sha256(JSON.stringify([VERSION, seq.toString(), sealedAt.toISOString(), entryId, row, before]));

/** SHA-256 over the nonce and the text, hexadecimal. */
export const reasonDigest = (nonce: Buffer, text: string): string =>
  createHash('sha256').update(nonce).update(text, 'utf8').digest('hex');

/** As it is printed and given back: `<seq>:<hash>`. */
export const headText = ({ seq, hash }: ChainHead): string => `${seq.toString()}:${hash}`;

/** @returns undefined for a text that {@link headText} does not make */
export function headIn(text: string): ChainHead | undefined {
  const [, seq, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: BigInt(seq), hash };
}
