import type { AuditEntryView } from '#admin-contract/audit.js';
import type { EntryFilter, ShownEntry } from '#audit/read/entries.query.js';
import { isUuid } from '#domain/ids.js';
import type { Cut } from '../listing.js';

/** In the order of their ids, which begin with their time. */
export const BY_TIME: Cut<Pick<ShownEntry, 'id'>, { readonly id: string; readonly at: Date }> = {
  write: ({ id }) => id,
  read: (text) => (isUuid(text) ? { id: text, at: momentOf(text) } : undefined),
};

/** The millisecond inside an id of version 7. */
export const momentOf = (id: string): Date => new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16));

export const toAuditEntry = (entry: ShownEntry): AuditEntryView => ({
  ...{ id: entry.id, at: entry.at, address: entry.address, client: entry.client, act: entry.act },
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
  subject:
    entry.subjectKind === null || entry.subjectId === null
      ? null
      : { kind: entry.subjectKind, id: entry.subjectId },
  ...{ before: factsOf(entry.before), after: factsOf(entry.after) },
  ...{ reason: entry.reason, bulkId: entry.bulkId },
  seal: entry.seq === null || entry.hash === null ? null : { seq: entry.seq.toString(), hash: entry.hash },
});

const factsOf = (text: string | null): Record<string, unknown> | null =>
  text === null ? null : (JSON.parse(text) as Record<string, unknown>);

/** What a query asks for, without how much of it. */
export const filterOf = ({ actorId, act, subjectKind, subjectId, from, to }: EntryFilter): EntryFilter => ({
  ...{ actorId, act, subjectKind, subjectId, from, to },
});
