import { Conditions } from '#database/conditions.js';
import type { Sql } from '#database/sql.js';
import type { AuditEntry } from '../audit-entry.js';
import { ENTRY_COLUMNS } from '../entry-columns.mapping.js';

/** A row with its seal, if it has one yet, and its reason, if it was not erased. */
export interface ShownEntry extends AuditEntry {
  readonly reason: string | null;
  readonly seq: bigint | null;
  /** Hexadecimal. */
  readonly hash: string | null;
}

export interface EntryFilter {
  readonly actorId?: string | undefined;
  readonly act?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Where a row stands in the list: ids begin with their time. */
export interface EntryPlace {
  readonly at: Date;
  readonly id: string;
}

const SHOWN = `${ENTRY_COLUMNS}, r.text AS reason, s.seq, encode(s.hash, 'hex') AS hash`;
const BESIDE = `LEFT JOIN audit_reasons r ON r.at = e.at AND r.entry_id = e.id
  LEFT JOIN audit_seals s ON s.entry_id = e.id`;

const wantedBy = (filter: EntryFilter): Conditions =>
  new Conditions()
    .where((given) => `e.actor_id = ${given}::uuid`, filter.actorId)
    .where((given) => `e.act = ${given}`, filter.act)
    .where((given) => `e.subject_kind = ${given}`, filter.subjectKind)
    .where((given) => `e.subject_id = ${given}`, filter.subjectId)
    .where((given) => `e.at >= ${given}::timestamptz`, filter.from)
    .where((given) => `e.at < ${given}::timestamptz`, filter.to);

/** The newest first. */
export async function readEntries(
  sql: Sql,
  {
    before,
    limit,
    ...filter
  }: EntryFilter & { readonly before?: EntryPlace | undefined; readonly limit: number },
): Promise<ShownEntry[]> {
  const wanted = wantedBy(filter)
    .where((given) => `e.at <= ${given}::timestamptz`, before?.at)
    .where((given) => `e.id < ${given}::uuid`, before?.id);
  const found = `SELECT e.* FROM audit_entries e WHERE ${wanted.text}
    ORDER BY e.at DESC, e.id DESC LIMIT $${String(wanted.values.length + 1)}`;
  return shown(
    await sql.rows<DbShown>({
      text: `SELECT ${SHOWN} FROM (${found}) e ${BESIDE} ORDER BY e.at DESC, e.id DESC`,
      values: [...wanted.values, limit],
    }),
  );
}

/** The oldest first, as long as there are any. */
export async function readExported(
  sql: Sql,
  {
    after,
    limit,
    ...filter
  }: EntryFilter & { readonly after?: EntryPlace | undefined; readonly limit: number },
): Promise<ShownEntry[]> {
  const wanted = wantedBy(filter)
    .where((given) => `e.at >= ${given}::timestamptz`, after?.at)
    .where((given) => `e.id > ${given}::uuid`, after?.id);
  const found = `SELECT e.* FROM audit_entries e WHERE ${wanted.text}
    ORDER BY e.at, e.id LIMIT $${String(wanted.values.length + 1)}`;
  return shown(
    await sql.rows<DbShown>({
      text: `SELECT ${SHOWN} FROM (${found}) e ${BESIDE} ORDER BY e.at, e.id`,
      values: [...wanted.values, limit],
    }),
  );
}

type DbShown = Omit<ShownEntry, 'seq'> & { readonly seq: string | null };

const shown = (rows: readonly DbShown[]): ShownEntry[] =>
  rows.map(({ seq, ...row }) => ({ ...row, seq: seq === null ? null : BigInt(seq) }));
