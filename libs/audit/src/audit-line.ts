import type { LogEvent } from '#domain/log.js';
import type { AuditEntry } from './audit-entry.js';

/**
 * A row as a line of the log, for whatever collects lines: the shape is told in docs/operating.md. The reason is not
 * in it: what people wrote can be erased, and a line cannot.
 */
export const auditLine = (entry: AuditEntry, seq: bigint, hash: string): LogEvent => ({
  event: 'audit',
  outcome: entry.act,
  seq: seq.toString(),
  hash,
  id: entry.id,
  at: entry.at.toISOString(),
  actorKind: entry.actorKind,
  actorId: entry.actorId,
  actorName: entry.actorName,
  clientAddress: entry.address,
  client: entry.client,
  act: entry.act,
  subjectKind: entry.subjectKind,
  subjectId: entry.subjectId,
  before: parsed(entry.before),
  after: parsed(entry.after),
  bulkId: entry.bulkId,
});

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
