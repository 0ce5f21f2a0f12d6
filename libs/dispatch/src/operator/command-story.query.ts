import { afterMoment, byMoment } from '#database/after-moment.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { Moment, MomentPart } from '#domain/moment.js';
import type { AttemptStep } from '../dispatch-words.js';
import type { DispatchCause, DispatchKind, DispatchState } from '../dispatch-words.js';

/** What happened to a command: it was made, a step of it was taken, or how it stands. */
export interface CommandStoryView extends Moment {
  readonly what: 'made' | 'step' | 'stands';
  readonly dispatchId: string;
  readonly accountId: string;
  readonly legId: string;
  readonly command: DispatchKind;
  readonly generation: number;
  readonly cause: DispatchCause;
  readonly state: DispatchState;
  readonly number: string | null;
  /** Why it stands so. */
  readonly reason: string | null;
  /** Of a step. */
  readonly act: AttemptStep | null;
  readonly outcome: string | null;
  /** Who decided, by the API key's name; and what, with the number that he gave. */
  readonly by: string | null;
  readonly decision: string | null;
  readonly given: string | null;
}

/**
 * What happened to the commands about these legs. What waits has only been made; of what is neither done nor waits, when
 * that was noted last. Steps of dropped months are missing.
 */
export function commandPart(
  sql: Sql,
  legIds: readonly string[],
  { after, limit, stores }: MomentPart,
): Promise<CommandStoryView[]> {
  const scoped = scopedTo(stores, '$5', (given) => `d.store_id = ANY(${given}::uuid[])`);
  return sql.rows({
    name: `dispatch_command_part${scoped.name}`,
    text: `SELECT e.at, e.key, e.what, d.id AS "dispatchId", d.account_id AS "accountId", d.leg_id AS "legId",
             d.kind AS command, d.generation, d.cause, d.state, d.vendor_no AS number, d.error_code AS reason,
             e.step AS act, e.outcome, e.request ->> 'by' AS by, e.request ->> 'outcome' AS decision,
             e.request ->> 'orderNo' AS given
           FROM dispatches d CROSS JOIN LATERAL (
             SELECT d.created_at AS at, '0' || d.id AS key, 'made' AS what, NULL AS step, NULL AS outcome, NULL::jsonb AS request
             UNION ALL SELECT a.started_at, '1' || a.id, 'step', a.step, a.outcome,
               CASE WHEN a.step IN ('request', 'release', 'resolve') THEN a.request END
             FROM dispatch_attempts a WHERE a.dispatch_id = d.id AND a.started_at >= $2
             UNION ALL SELECT coalesce(d.settled_at, d.updated_at), '2' || d.id, 'stands', NULL, NULL, NULL
             WHERE d.state <> 'waiting') e
           WHERE d.leg_id = ANY($1::uuid[]) AND ${afterMoment('e.at', 'e.key')}${scoped.and}
           ORDER BY ${byMoment('e.at', 'e.key')} LIMIT $4`,
    values: [legIds, after.at, after.key, limit, ...scoped.values],
  });
}
