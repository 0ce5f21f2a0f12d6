import type { Sql } from '#database/sql.js';
import {
  DEFAULT_RETENTION_DAYS,
  RETENTION_KIND_NAMES,
  type RetentionDays,
  type RetentionKind,
} from '#domain/retention.js';

export interface RetentionSetting {
  /** Null: for ever. */
  readonly days: number | null;
  /** Null: nobody has; it is the default. */
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

export type RetentionSettings = Readonly<Record<RetentionKind, RetentionSetting>>;

interface SettingRow {
  readonly kind: string;
  readonly days: number | null;
  readonly changed_at: Date;
  readonly changed_by: string;
}

/** Of every kind; a row of a hub of another version is not looked at. */
export async function readSettings(sql: Sql): Promise<RetentionSettings> {
  const rows = await sql.rows<SettingRow>({ text: 'SELECT * FROM retention_settings' });
  const said = new Map(rows.map((row) => [row.kind, row]));
  const settings = RETENTION_KIND_NAMES.map((kind): [RetentionKind, RetentionSetting] => {
    const row = said.get(kind);
    return row === undefined
      ? [kind, { days: DEFAULT_RETENTION_DAYS[kind], changedAt: null, changedBy: null }]
      : [kind, { days: row.days, changedAt: row.changed_at, changedBy: row.changed_by }];
  });
  return Object.fromEntries(settings) as RetentionSettings;
}

export const daysOf = (settings: RetentionSettings): RetentionDays =>
  Object.fromEntries(RETENTION_KIND_NAMES.map((kind) => [kind, settings[kind].days])) as RetentionDays;

/** Two who change settings come one after the other: what fits together is judged by what the first has written. */
export async function lockSettings(sql: Sql): Promise<void> {
  await sql.rows({ text: `SELECT pg_advisory_xact_lock(hashtext('retention settings'))` });
}

export async function writeSetting(
  sql: Sql,
  kind: RetentionKind,
  { days, changedAt, changedBy }: RetentionSetting,
): Promise<void> {
  await sql.rows({
    text: `INSERT INTO retention_settings (kind, days, changed_at, changed_by) VALUES ($1, $2, $3, $4)
           ON CONFLICT (kind) DO UPDATE SET days = excluded.days, changed_at = excluded.changed_at,
             changed_by = excluded.changed_by`,
    values: [kind, days, changedAt, changedBy],
  });
}
