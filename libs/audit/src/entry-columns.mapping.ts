/** The columns of a row `e` of `audit_entries`, as an `AuditEntry`. */
export const ENTRY_COLUMNS = `e.id, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.actor_name AS "actorName",
  e.address, e.client, e.act, e.subject_kind AS "subjectKind", e.subject_id AS "subjectId", e.before::text AS before,
  e.after::text AS after, encode(e.reason_digest, 'hex') AS "reasonDigest", e.bulk_id AS "bulkId"`;
