import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { AlarmParams, AlarmState } from '../alarm.js';

/** An alarm as people see it. */
export interface AlarmView {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: AlarmState;
  readonly params: AlarmParams;
  readonly count: number;
  readonly timesOpened: number;
  readonly since: Date;
  readonly openedAt: Date;
  readonly lastAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  /** What the person wrote; null: nothing, or it was erased. */
  readonly note: { readonly id: string; readonly text: string } | null;
  readonly endedAt: Date | null;
}

export interface AlarmFilter {
  readonly state?: AlarmState | undefined;
  readonly kind?: string | undefined;
  readonly subject?: string | undefined;
}

export interface AlarmCount {
  readonly kind: string;
  readonly state: AlarmState;
  readonly count: number;
}

const ALARM = `a.id, a.kind, a.subject, a.state, a.params, a.count, a.occurrence AS "timesOpened", a.since,
  a.opened_at AS "openedAt", a.last_at AS "lastAt", a.acknowledged_at AS "acknowledgedAt",
  a.acknowledged_by AS "acknowledgedBy", a.ended_at AS "endedAt",
  CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'text', t.text) END AS note
  FROM alarms a LEFT JOIN alarm_texts t ON t.id = a.text_id`;

/** Shows alarms. */
export class AlarmsQuery {
  constructor(private readonly database: Pick<Database, 'rows'>) {}

  /** Those that were opened last first. */
  list(
    filter: AlarmFilter & { readonly limit: number; readonly before?: string | undefined },
  ): Promise<AlarmView[]> {
    const { state, kind, subject, before, limit } = filter;
    return this.database.rows({
      name: 'alarms_list',
      text: `SELECT ${ALARM} WHERE ($1::text IS NULL OR a.state = $1) AND ($2::text IS NULL OR a.kind = $2)
               AND ($3::text IS NULL OR a.subject = $3) AND ($4::uuid IS NULL OR a.id < $4) ORDER BY a.id DESC LIMIT $5`,
      values: [state ?? null, kind ?? null, subject ?? null, before ?? null, limit],
    });
  }

  async get(id: string): Promise<AlarmView | undefined> {
    const [row] = await this.database.rows<AlarmView>({
      name: 'alarms_get',
      text: `SELECT ${ALARM} WHERE a.id = $1`,
      values: [id],
    });
    return row;
  }
}

/** What has not ended. */
export const readAlarmCounts = (sql: Sql): Promise<AlarmCount[]> =>
  sql.rows({
    name: 'alarms_counts',
    text: `SELECT kind, state, count(*)::int AS count FROM alarms WHERE state <> 'ended' GROUP BY kind, state
           ORDER BY kind, state`,
  });
