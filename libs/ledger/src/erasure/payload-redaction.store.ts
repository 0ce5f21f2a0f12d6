import { createHash } from 'node:crypto';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { BodySeal } from '#domain/body-keeping.js';
import type { RedactedCopy } from '#domain/body-redaction.js';
import type { ErasureCounts } from '#domain/erased-leg.js';

/** Raw bytes, by the id that begins with the millisecond at which they were stored. */
export interface StoredBytes {
  readonly id: string;
  readonly stored_at: Date;
}

/** A body as it came, or as it is left. */
interface KnownBody extends StoredBytes {
  readonly body: Buffer;
}

interface OpenBody extends StoredBytes {
  /** Undefined: nobody can open it any more; who keeps the keys has told so. */
  readonly body: Buffer | undefined;
}

interface DbBody extends KnownBody {
  readonly is_sealed: boolean;
}

/** Pages of a hundred orders are a hundred KB or more. */
const AT_ONCE = 20;

/** A body that is another now, or is gone. */
interface Redacted {
  readonly blanked: readonly (StoredBytes & { readonly body: Buffer })[];
  readonly removed: readonly StoredBytes[];
  /** What is kept by then, blanked or not. */
  readonly left: readonly KnownBody[];
}

export interface RedactedPayloads {
  readonly counts: ErasureCounts;
  /** Whose bytes are others, or none, now. */
  readonly changed: readonly string[];
  /** SHA-256 of the bytes that are kept now, by id. */
  readonly hashes: ReadonlyMap<string, Buffer>;
}

/** How bytes are kept, and what of them is left; undefined: nothing. */
export interface Redacting {
  readonly seal: BodySeal;
  readonly redacted: (body: Buffer, id: string) => RedactedCopy | undefined;
}

/**
 * Replaces bytes by a copy without the person, or removes them; under their rows' locks, in one order for everybody:
 * two who blank two people on one page come one after the other.
 */
export async function redactPayloads(
  sql: Sql,
  payloads: readonly StoredBytes[],
  { seal, redacted }: Redacting,
): Promise<RedactedPayloads> {
  const inOrder = [...payloads].sort((a, b) => (a.id < b.id ? -1 : 1));
  let [blankedCount, removedCount] = [0, 0];
  const changed: string[] = [];
  const hashes = new Map<string, Buffer>();
  for (let at = 0; at < inOrder.length; at += AT_ONCE) {
    const kept = opened(await lockBodies(sql, inOrder.slice(at, at + AT_ONCE)), seal);
    const { blanked, removed, left } = sorted(kept, redacted);
    await replaceBodies(sql, blanked, seal);
    for (const { id, body } of left) hashes.set(id, createHash('sha256').update(body).digest());
    await removeBodies(sql, removed);
    blankedCount += blanked.length;
    removedCount += removed.length;
    changed.push(...[...blanked, ...removed].map(({ id }) => id));
  }
  return { counts: { payloads_blanked: blankedCount, payloads_removed: removedCount }, changed, hashes };
}

function sorted(
  kept: readonly OpenBody[],
  redacted: (body: Buffer, id: string) => RedactedCopy | undefined,
): Redacted {
  const copies = kept.map((one) => ({ one, copy: one.body && redacted(one.body, one.id) }));
  return {
    blanked: copies.flatMap(({ one, copy }) =>
      copy === undefined || copy.body === one.body ? [] : [{ ...one, body: copy.body }],
    ),
    removed: copies.flatMap(({ one, copy }) => (copy === undefined ? [one] : [])),
    left: copies.flatMap(({ one, copy }) => (copy === undefined ? [] : [{ ...one, body: copy.body }])),
  };
}

const opened = (rows: readonly DbBody[], seal: BodySeal): OpenBody[] =>
  rows.map(({ id, stored_at, ...kept }) => ({ id, stored_at, body: openedOf(id, kept, seal) }));

function openedOf(
  id: string,
  { body, is_sealed }: Pick<DbBody, 'body' | 'is_sealed'>,
  seal: BodySeal,
): Buffer | undefined {
  try {
    return seal.open(id, { bytes: body, isSealed: is_sealed });
  } catch {
    return undefined;
  }
}

const PLACE = { id: 'uuid', stored_at: 'timestamptz' } as const;

async function lockBodies(sql: Sql, payloads: readonly StoredBytes[]): Promise<DbBody[]> {
  const input = inputRows(payloads, PLACE);
  return sql.rows({
    name: 'ledger_lock_payloads',
    text: `SELECT p.id, p.stored_at, p.body, p.is_sealed FROM payloads p JOIN ${input.from}
             ON p.stored_at = input.stored_at AND p.id = input.id ORDER BY p.id FOR UPDATE OF p`,
    values: input.values,
  });
}

async function replaceBodies(sql: Sql, bodies: readonly KnownBody[], seal: BodySeal): Promise<void> {
  if (bodies.length === 0) return;
  const rows = bodies.map(({ id, stored_at, body }) => {
    const { bytes, isSealed } = seal.seal(id, body);
    return { id, stored_at, body: bytes, is_sealed: isSealed };
  });
  const input = inputRows(rows, { ...PLACE, body: 'bytea', is_sealed: 'boolean' });
  await sql.rows({
    name: 'ledger_blank_payloads',
    text: `UPDATE payloads p SET body = input.body, is_sealed = input.is_sealed FROM ${input.from}
           WHERE p.stored_at = input.stored_at AND p.id = input.id`,
    values: input.values,
  });
}

async function removeBodies(sql: Sql, payloads: readonly StoredBytes[]): Promise<void> {
  if (payloads.length === 0) return;
  const input = inputRows(payloads, PLACE);
  await sql.rows({
    name: 'ledger_remove_payloads',
    text: `DELETE FROM payloads p USING ${input.from} WHERE p.stored_at = input.stored_at AND p.id = input.id`,
    values: input.values,
  });
}

/** What stands in personal fields of what is kept of a leg's answers and deliveries. */
export async function personIn(
  sql: Sql,
  payloads: readonly StoredBytes[],
  { seal, redacted }: Redacting,
): Promise<
  { readonly id: string; readonly storedAt: Date; readonly fields: RedactedCopy['blanked'] | null }[]
> {
  const input = inputRows(payloads, PLACE);
  const rows = await sql.rows<DbBody>({
    name: 'ledger_read_payloads',
    text: `SELECT p.id, p.stored_at, p.body, p.is_sealed FROM payloads p JOIN ${input.from}
             ON p.stored_at = input.stored_at AND p.id = input.id ORDER BY p.id`,
    values: input.values,
  });
  return opened(rows, seal).map(({ id, stored_at: storedAt, body }) => ({
    id,
    storedAt,
    fields: (body && redacted(body, id))?.blanked ?? null,
  }));
}
