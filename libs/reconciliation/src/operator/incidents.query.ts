import type { Sql } from '#database/sql.js';
import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';

export const INCIDENT_STATES = ['open', 'ended'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Many openings of one rule and account within an hour, as people see them. */
export interface IncidentView {
  readonly id: string;
  readonly rule: RuleCode;
  readonly accountId: string;
  readonly account: string;
  /** The gravest of what it has; null: nothing is left of it. */
  readonly severity: Severity | null;
  readonly state: IncidentState;
  readonly since: Date;
  readonly begunAt: Date;
  readonly lastAt: Date;
  readonly endedAt: Date | null;
  /** Its discrepancies, all of them and by state. */
  readonly count: number;
  readonly open: number;
  readonly dismissed: number;
  readonly accepted: number;
  readonly closed: number;
}

export interface IncidentPart {
  readonly state?: IncidentState | undefined;
  readonly rule?: RuleCode | undefined;
  readonly accountId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

const SEEN = `i.id, i.rule, i.account_id AS "accountId", coalesce(a.name, '') AS account, d.severity,
  CASE WHEN i.ended_at IS NULL THEN 'open' ELSE 'ended' END AS state, i.since, i.begun_at AS "begunAt",
  i.last_at AS "lastAt", i.ended_at AS "endedAt", d.count, d.open, d.dismissed, d.accepted, d.closed`;
const OF_IT = `LEFT JOIN accounts a ON a.id = i.account_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS count, count(*) FILTER (WHERE state = 'open')::int AS open,
      count(*) FILTER (WHERE state = 'dismissed')::int AS dismissed,
      count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
      count(*) FILTER (WHERE state = 'closed')::int AS closed,
      (array_agg(severity ORDER BY array_position(ARRAY['error', 'warn', 'info'], severity)))[1] AS severity
    FROM discrepancies WHERE incident_id = i.id) d`;

/** Reads incidents for people. */
export class IncidentsQuery {
  constructor(private readonly sql: Sql) {}

  /** The newest first. */
  list({ state, rule, accountId, before, limit }: IncidentPart): Promise<IncidentView[]> {
    return this.sql.rows({
      name: 'reconciliation_incidents',
      text: `SELECT ${SEEN} FROM (
               SELECT * FROM incidents i
               WHERE ($1::text IS NULL OR (i.ended_at IS NULL) = ($1 = 'open')) AND ($2::text IS NULL OR i.rule = $2)
                 AND ($3::uuid IS NULL OR i.account_id = $3) AND ($4::uuid IS NULL OR i.id < $4)
               ORDER BY i.id DESC LIMIT $5) i ${OF_IT} ORDER BY i.id DESC`,
      values: [state ?? null, rule ?? null, accountId ?? null, before ?? null, limit],
    });
  }

  async get(id: string): Promise<IncidentView | undefined> {
    const [row] = await this.sql.rows<IncidentView>({
      name: 'reconciliation_incident',
      text: `SELECT ${SEEN} FROM incidents i ${OF_IT} WHERE i.id = $1`,
      values: [id],
    });
    return row;
  }
}

/** Of incidents of which something is open. */
export interface IncidentCount {
  readonly rule: string;
  readonly count: number;
}

export const readIncidentCounts = (sql: Sql): Promise<IncidentCount[]> =>
  sql.rows({
    name: 'reconciliation_incident_counts',
    text: 'SELECT rule, count(*)::int AS count FROM incidents WHERE ended_at IS NULL GROUP BY rule ORDER BY rule',
  });
