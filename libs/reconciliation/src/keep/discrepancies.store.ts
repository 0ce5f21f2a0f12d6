import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql, Statement } from '#database/sql.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';
import type { Difference } from '../compare/difference.js';
import type { KnownDiscrepancy, LiveState } from './keep-rule.js';

/** How long an ended discrepancy is taken up again by the same difference. */
const SAME_AGAIN = "INTERVAL '24 hours'";

/** By subject. */
export type KnownOf = ReadonlyMap<string, readonly KnownDiscrepancy[]>;

/** Of these subjects: what stands, and what ended lately. */
export const readKnown = (sql: Sql, subjects: readonly string[], now: Date): Promise<KnownOf> =>
  known(sql, { name: 'reconciliation_known', text: KNOWN, values: [subjects, now] });

/** The same, held until the transaction ends: nobody decides of it meanwhile. */
export const holdKnown = (sql: Sql, subjects: readonly string[], now: Date): Promise<KnownOf> =>
  known(sql, {
    name: 'reconciliation_hold_known',
    text: `${KNOWN} FOR NO KEY UPDATE`,
    values: [subjects, now],
  });

const KNOWN = `SELECT subject, id, rule, key, state, severity, fingerprint, repairs, judged FROM discrepancies
  WHERE subject = ANY($1::text[]) AND (state <> 'closed' OR closed_at > $2::timestamptz - ${SAME_AGAIN}) ORDER BY id`;

async function known(sql: Sql, statement: Statement): Promise<KnownOf> {
  const rows = await sql.rows<KnownDiscrepancy & { readonly subject: string }>(statement);
  const bySubject = new Map<string, KnownDiscrepancy[]>();
  // Ids begin with when they were opened: the newest comes first.
  for (const { subject, ...one } of rows) bySubject.set(subject, [one, ...(bySubject.get(subject) ?? [])]);
  return bySubject;
}

/** What a discrepancy is about. */
export interface Subject {
  readonly subject: string;
  readonly orderId: string | null;
  readonly storeId: string | null;
  /** Of an hour. */
  readonly hourStart?: Date;
}

export interface NewDiscrepancy {
  readonly id: string;
  readonly about: Subject;
  readonly state: LiveState;
  readonly difference: Difference;
}

const NEW = {
  id: 'uuid',
  rule: 'text',
  subject: 'text',
  key: 'text',
  order_id: 'uuid',
  store_id: 'uuid',
  account_id: 'uuid',
  hour_start: 'timestamptz',
  severity: 'text',
  evidence: 'text',
  fingerprint: 'text',
  repairs: 'text',
  since: 'timestamptz',
  state: 'text',
} as const;

/** One of the same subject, rule and key that stands already stays: the database decides. */
export async function insertDiscrepancies(
  sql: Sql,
  all: readonly NewDiscrepancy[],
  now: Date,
): Promise<void> {
  if (all.length === 0) return;
  const input = inputRows(all.map(newRow), NEW, 2);
  await sql.rows({
    name: 'reconciliation_open',
    tells: all.map(({ id, about }) => hintOf('discrepancy', id, about.storeId)),
    text: `INSERT INTO discrepancies (id, rule, subject, key, order_id, store_id, account_id, hour_start, severity, evidence,
             fingerprint, judged, repairs, since, state, opened_at, updated_at, last_opened_at)
           SELECT id, rule, subject, key, order_id, store_id, account_id, hour_start, severity, evidence::jsonb, fingerprint,
             CASE WHEN state <> 'open' THEN fingerprint END, repairs::jsonb, since, state, $1, $1,
             CASE WHEN state = 'open' THEN $1::timestamptz END FROM ${input.from}
           ON CONFLICT (subject, rule, key) WHERE state <> 'closed' DO NOTHING`,
    values: [now, ...input.values],
  });
}

const newRow = ({ id, about, state, difference }: NewDiscrepancy) => ({
  id,
  rule: difference.rule,
  subject: about.subject,
  key: difference.key,
  order_id: about.orderId,
  store_id: about.storeId,
  account_id: difference.accountId,
  hour_start: about.hourStart ?? null,
  since: difference.since,
  state,
  ...shown(difference),
});

const shown = ({ severity, evidence, fingerprint, repairs }: Difference) => ({
  severity,
  evidence: jsonText(evidence),
  fingerprint,
  repairs: jsonText(repairs),
});

export interface ChangedDiscrepancy {
  readonly id: string;
  readonly isReopened: boolean;
  readonly state: LiveState;
  readonly difference: Difference;
}

const CHANGED = {
  id: 'uuid',
  is_reopened: 'boolean',
  state: 'text',
  severity: 'text',
  evidence: 'text',
  fingerprint: 'text',
  repairs: 'text',
} as const;

/**
 * They stand, with what is found now; what is dismissed or accepted is so by what is found now. What is opened again is of
 * no incident until it is counted for one.
 */
export async function changeDiscrepancies(
  sql: Sql,
  all: readonly ChangedDiscrepancy[],
  now: Date,
): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map(({ id, isReopened, state, difference }) => ({
    id,
    is_reopened: isReopened,
    state,
    ...shown(difference),
  }));
  const input = inputRows(rows, CHANGED, 2);
  await sql.rows({
    name: 'reconciliation_change',
    tells: hintsOfIds(
      'discrepancy',
      all.map(({ id }) => id),
    ),
    text: `UPDATE discrepancies d SET state = input.state, severity = input.severity, evidence = input.evidence::jsonb,
             fingerprint = input.fingerprint, repairs = input.repairs::jsonb, updated_at = $1,
             judged = CASE WHEN input.state <> 'open' THEN input.fingerprint END,
             closed_at = NULL, closed_by = NULL, times_opened = d.times_opened + input.is_reopened::int,
             incident_id = CASE WHEN NOT input.is_reopened THEN d.incident_id END,
             last_opened_at = CASE WHEN input.is_reopened AND input.state = 'open' THEN $1::timestamptz ELSE d.last_opened_at END
           FROM ${input.from} WHERE d.id = input.id`,
    values: [now, ...input.values],
  });
}

export interface EndedDiscrepancy {
  readonly id: string;
  readonly by: string;
}

export async function closeDiscrepancies(
  sql: Sql,
  all: readonly EndedDiscrepancy[],
  now: Date,
): Promise<void> {
  if (all.length === 0) return;
  const input = inputRows(all, { id: 'uuid', by: 'text' }, 2);
  await sql.rows({
    name: 'reconciliation_close',
    tells: hintsOfIds(
      'discrepancy',
      all.map(({ id }) => id),
    ),
    text: `UPDATE discrepancies d SET state = 'closed', closed_at = $1, closed_by = input.by, updated_at = $1
           FROM ${input.from} WHERE d.id = input.id AND d.state <> 'closed'`,
    values: [now, ...input.values],
  });
}
