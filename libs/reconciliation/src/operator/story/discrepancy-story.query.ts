import { afterMoment, byMoment } from '#database/after-moment.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { Moment, MomentPart } from '#domain/moment.js';
import type { Evidence } from '../../compare/difference.js';

/** What happened to a discrepancy of an order; that a text was erased is in the discrepancy's own history. */
export interface DiscrepancyStoryView extends Moment {
  readonly kind: string;
  readonly discrepancyId: string;
  readonly rule: string;
  /** As it was seen then; as it was seen last where nothing was compared. */
  readonly evidence: Evidence;
  readonly accountId: string | null;
  readonly by: string | null;
  readonly closedBy: string | null;
  readonly assignee: string | null;
  /** Of what is done about it: which repair, of which kind, why it came to nothing, and what was said and seen of it. */
  readonly repairId: string | null;
  readonly repair: string | null;
  readonly ended: string | null;
  readonly message: string | null;
  readonly verified: string | null;
  readonly textId: string | null;
  /** What a person wrote; null where nothing was written, or it was erased. */
  readonly note: string | null;
}

export function discrepancyPart(
  sql: Sql,
  orderIds: readonly string[],
  { after, limit, stores }: MomentPart,
): Promise<DiscrepancyStoryView[]> {
  const scoped = scopedTo(stores, '$5', (given) => `d.store_id = ANY(${given}::uuid[])`);
  return sql.rows({
    name: `reconciliation_discrepancy_part${scoped.name}`,
    text: `SELECT e.at, e.id AS key, e.kind, d.id AS "discrepancyId", d.rule,
             coalesce(e.detail -> 'evidence', d.evidence) AS evidence, d.account_id AS "accountId", e.actor AS by,
             e.detail ->> 'by' AS "closedBy", e.detail ->> 'assignee' AS assignee,
             e.detail ->> 'repairId' AS "repairId", e.detail ->> 'repair' AS repair, e.detail ->> 'why' AS ended,
             e.detail ->> 'message' AS message, e.detail ->> 'verified' AS verified, e.text_id AS "textId", t.text AS note
           FROM discrepancies d JOIN discrepancy_events e ON e.discrepancy_id = d.id
             LEFT JOIN discrepancy_texts t ON t.id = e.text_id
           WHERE d.order_id = ANY($1::uuid[]) AND e.kind <> 'text_erased' AND ${afterMoment('e.at', 'e.id')}${scoped.and}
           ORDER BY ${byMoment('e.at', 'e.id')} LIMIT $4`,
    values: [orderIds, after.at, after.key, limit, ...scoped.values],
  });
}
