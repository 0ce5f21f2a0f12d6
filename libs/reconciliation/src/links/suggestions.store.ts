import { inputRows } from '#database/input-rows.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { hintOf } from '#domain/hint.js';
import { isSuggestionOf } from './suggestion-scope.query.js';

/** Up to which leg they were looked for; undefined while another hub looks. */
export async function takeUntil(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.rows<{ leg_id: string }>({
    name: 'reconciliation_suggested_until',
    text: 'SELECT leg_id FROM suggested_until FOR UPDATE SKIP LOCKED',
  });
  return row?.leg_id;
}

export async function writeUntil(sql: Sql, legId: string): Promise<void> {
  await sql.rows({
    name: 'reconciliation_suggest_until',
    text: 'UPDATE suggested_until SET leg_id = $1',
    values: [legId],
  });
}

export interface NewSuggestion {
  readonly id: string;
  readonly leg_id: string;
  readonly other_leg_id: string;
  readonly store_id: string | null;
  readonly score: number;
  /** Words with commas. */
  readonly reasons: string;
  readonly contradicts: string;
  readonly is_alike: boolean;
}

const SUGGESTION = {
  ...{ id: 'uuid', leg_id: 'uuid', other_leg_id: 'uuid', store_id: 'uuid' },
  ...{ score: 'int', reasons: 'text', contradicts: 'text', is_alike: 'boolean' },
} as const;

/** In SQL: a person has taken the one leg out of the order that the other is in. */
const parted = (one: string, other: string): string =>
  `EXISTS (SELECT FROM order_links u JOIN order_links k ON k.id = u.undoes JOIN legs l ON l.order_id = k.order_id
           WHERE u.leg_id = input.${one} AND l.id = input.${other})`;

/** Each pair once for ever, and none that a person has parted; that another is as likely may become known later. */
export async function insertSuggestions(
  sql: Sql,
  suggestions: readonly NewSuggestion[],
  now: Date,
): Promise<void> {
  if (suggestions.length === 0) return;
  const input = inputRows(suggestions, SUGGESTION, 2);
  await sql.rows({
    name: 'reconciliation_suggest_links',
    tells: ['suggestion'],
    text: `INSERT INTO link_suggestions AS s (id, leg_id, other_leg_id, store_id, score, reasons, contradicts, is_alike, state, created_at)
           SELECT id, leg_id, other_leg_id, store_id, score, string_to_array(reasons, ','), string_to_array(contradicts, ','),
             is_alike, 'open', $1
           FROM ${input.from}
           WHERE NOT ${parted('leg_id', 'other_leg_id')} AND NOT ${parted('other_leg_id', 'leg_id')}
           ON CONFLICT (leg_id, other_leg_id) DO UPDATE SET is_alike = true
             WHERE s.state = 'open' AND excluded.is_alike AND NOT s.is_alike
           RETURNING s.id, s.store_id AS "storeId"`,
    values: [now, ...input.values],
  });
}

/** Open ones of which the legs are one order by now, or that nobody has looked at for this long, are gone. */
export async function endSuggestions(sql: Sql, madeBefore: Date, limit: number): Promise<void> {
  await sql.rows({
    name: 'reconciliation_end_suggestions',
    tells: ['suggestion'],
    text: `UPDATE link_suggestions SET state = 'gone' WHERE id IN (
             SELECT s.id FROM link_suggestions s JOIN legs one ON one.id = s.leg_id JOIN legs other ON other.id = s.other_leg_id
             WHERE s.state = 'open' AND (s.created_at < $1 OR one.order_id = other.order_id OR (
               NOT 'declared_number' = ANY(s.reasons) AND EXISTS (
                 SELECT FROM legs beside WHERE (beside.order_id = one.order_id AND beside.id <> one.id)
                   OR (beside.order_id = other.order_id AND beside.id <> other.id))))
             ORDER BY s.id LIMIT $2 FOR UPDATE OF s SKIP LOCKED)
           RETURNING id, store_id AS "storeId"`,
    values: [madeBefore, limit],
  });
}

/** What a person wrote is gone. @returns whether there was such a text */
export async function eraseSaid(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ reason: string }>({
    name: 'reconciliation_erase_suggestion_reason',
    tells: [hintOf('suggestion', id)],
    text: `UPDATE link_suggestions s SET reason = NULL FROM link_suggestions said
           WHERE s.id = $1 AND said.id = s.id AND s.reason IS NOT NULL RETURNING said.reason`,
    values: [id],
  });
  return row?.reason;
}

/** A suggestion that a person decides about, under its lock. */
export interface HeldSuggestion {
  readonly id: string;
  readonly state: 'open' | 'linked' | 'dismissed' | 'gone';
  readonly legId: string;
  /** The order of the leg that stays. */
  readonly orderId: string;
}

/** @param scope others are not there */
export async function lockSuggestion(
  sql: Sql,
  id: string,
  scope: StoreScope | undefined,
): Promise<HeldSuggestion | undefined> {
  const scoped = scopedTo(scope, '$2', (stores) => isSuggestionOf('s', stores));
  const [row] = await sql.rows<HeldSuggestion>({
    name: `reconciliation_lock_suggestion${scoped.name}`,
    text: `SELECT s.id, s.state, s.leg_id AS "legId", other.order_id AS "orderId"
           FROM link_suggestions s JOIN legs other ON other.id = s.other_leg_id WHERE s.id = $1${scoped.and}
           FOR UPDATE OF s`,
    values: [id, ...scoped.values],
  });
  return row;
}

export async function decideSuggestion(
  sql: Sql,
  id: string,
  decided: { readonly state: 'linked' | 'dismissed'; readonly by: string; readonly reason: string },
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_decide_suggestion',
    tells: [hintOf('suggestion', id)],
    text: 'UPDATE link_suggestions SET state = $2, decided_by = $3, reason = $4, decided_at = $5 WHERE id = $1',
    values: [id, decided.state, decided.by, decided.reason, now],
  });
}
