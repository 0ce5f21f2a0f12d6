import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import { LET_GO } from '#jobs/leased-rows.store.js';
import type { DispatchDetail, StandingBefore } from '../dispatch-detail.js';
import type { DispatchCause, DispatchKind, DispatchState, Shown, ShownCode } from '../dispatch-words.js';

/** A command as those see it who decide about it. */
export interface StoredDispatch {
  readonly id: string;
  readonly account_id: string;
  readonly connector: string;
  readonly kind: DispatchKind;
  readonly leg_id: string;
  readonly order_id: string;
  readonly marker: string | null;
  readonly state: DispatchState;
  readonly error_code: ShownCode | null;
  readonly error_message: string | null;
  /** From then on nothing of what was sent last can be under way. */
  readonly over_at: Date | null;
  /** The order's number at the till, once it is known. */
  readonly vendor_no: string | null;
  readonly resolved_by: string | null;
  readonly detail: DispatchDetail | null;
}

const COLUMNS = `d.id, d.account_id, d.kind, d.leg_id, legs.order_id, d.marker, d.state, d.error_code, d.error_message,
  coalesce(d.over_at, d.write_before) AS over_at, d.vendor_no, d.resolved_by, d.detail,
  (SELECT connector FROM accounts WHERE id = d.account_id) AS connector`;

export async function findDispatch(sql: Sql, id: string): Promise<StoredDispatch | undefined> {
  const [row] = await sql.rows<StoredDispatch>({
    name: 'dispatch_find',
    text: `SELECT ${COLUMNS} FROM dispatches d JOIN legs ON legs.id = d.leg_id WHERE d.id = $1`,
    values: [id],
  });
  return row;
}

/** As it is now; nobody else changes it until the transaction ends. */
export async function lockDispatch(sql: Sql, id: string): Promise<StoredDispatch | undefined> {
  const [row] = await sql.rows<StoredDispatch>({
    name: 'dispatch_lock',
    text: `SELECT ${COLUMNS} FROM dispatches d JOIN legs ON legs.id = d.leg_id WHERE d.id = $1 FOR UPDATE OF d`,
    values: [id],
  });
  return row;
}

/** What a person decided about a command. */
export interface Decision {
  readonly state: DispatchState;
  readonly cause?: DispatchCause;
  /** Null: it is not known any more; undefined leaves it as it is. */
  readonly vendorNo?: string | null;
  readonly shown: Shown | null;
  readonly detail: DispatchDetail | null;
  /** Whose word it is how it ended. */
  readonly by: string | null;
}

/** Whoever is at work on it loses the claim. Under `lockDispatch`. */
export async function decide(sql: Sql, id: string, decision: Decision, now: Date): Promise<void> {
  await sql.rows({
    name: 'dispatch_decide',
    tells: [hintOf('dispatch', id)],
    text: `UPDATE dispatches SET state = $2, cause = coalesce($3, cause),
             vendor_no = CASE WHEN $10 THEN $4 ELSE vendor_no END,
             error_code = $5, error_message = $6, detail = $7::jsonb, resolved_by = $8, due_at = $9, updated_at = $9,
             failures = 0, rounds = 0, ${LET_GO},
             settled_at = CASE WHEN $2 IN ('done', 'failed', 'withdrawn') THEN $9::timestamptz END
           WHERE id = $1`,
    values: [
      id,
      decision.state,
      decision.cause ?? null,
      decision.vendorNo ?? null,
      decision.shown?.code ?? null,
      decision.shown?.message ?? null,
      decision.detail === null ? null : jsonText(decision.detail),
      decision.by,
      now,
      decision.vendorNo !== undefined,
    ],
  });
}

/** As it stands, for whoever takes back what is decided now. */
export const standingBefore = ({
  state,
  error_code,
  error_message,
  detail,
}: StoredDispatch): StandingBefore => ({
  state,
  shown: error_code === null ? null : { code: error_code, message: error_message ?? '' },
  detail,
});

export async function tillLegOf(sql: Sql, accountId: string, vendorNo: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>({
    name: 'dispatch_till_leg',
    text: 'SELECT id FROM legs WHERE account_id = $1 AND vendor_no = $2',
    values: [accountId, vendorNo],
  });
  return row?.id;
}

/** The kind of a command about a till's order that was sent, or is about to be. */
export async function sentAbout(sql: Sql, legId: string): Promise<DispatchKind | undefined> {
  const [row] = await sql.rows<{ kind: DispatchKind }>({
    name: 'dispatch_sent_about',
    text: `SELECT kind FROM dispatches WHERE leg_id = $1 AND (attempts > 0 OR state = 'unknown') ORDER BY id LIMIT 1`,
    values: [legId],
  });
  return row?.kind;
}

/** A till's leg in an order that other legs belong to as well; undefined while it stands alone or is unknown. */
export async function legOfTillNumber(
  sql: Sql,
  accountId: string,
  vendorNo: string,
): Promise<{ readonly order_id: string; readonly marker: string | null } | undefined> {
  const [row] = await sql.rows<{ order_id: string; marker: string | null }>({
    name: 'dispatch_order_of_number',
    text: `SELECT own.order_id, own.marker FROM legs own WHERE own.account_id = $1 AND own.vendor_no = $2 AND EXISTS (
             SELECT FROM legs beside WHERE beside.order_id = own.order_id AND beside.id <> own.id)`,
    values: [accountId, vendorNo],
  });
  return row;
}

/** @returns the name of the key or the user; its id where it is gone */
export async function actorName(sql: Sql, actorId: string): Promise<string> {
  const [row] = await sql.rows<{ name: string }>({
    name: 'dispatch_actor_name',
    text: 'SELECT name FROM actor_names WHERE id::text = $1',
    values: [actorId],
  });
  return row?.name ?? actorId;
}

/** A command that waits for mappings. */
export interface UnmappedDispatch {
  readonly id: string;
  readonly order_id: string;
  readonly detail: DispatchDetail | null;
}

export const dispatchesUnmapped = (sql: Sql, accountId: string): Promise<UnmappedDispatch[]> =>
  sql.rows({
    name: 'dispatch_unmapped',
    text: `SELECT d.id, legs.order_id, d.detail FROM dispatches d JOIN legs ON legs.id = d.leg_id
           WHERE d.state = 'held' AND d.account_id = $1 AND d.error_code = 'unmapped_item'`,
    values: [accountId],
  });

/** @returns how many of them waited still, and are released */
export async function releaseUnmapped(sql: Sql, ids: readonly string[], now: Date): Promise<number> {
  const rows = await sql.rows({
    name: 'dispatch_release_unmapped',
    tells: ['dispatch'],
    text: `WITH locked AS (SELECT id FROM dispatches WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)
           UPDATE dispatches d SET state = 'waiting', due_at = $2, updated_at = $2, error_code = NULL,
             error_message = NULL, detail = nullif(detail - 'items', '{}')
           FROM locked WHERE d.id = locked.id AND d.state = 'held' AND d.error_code = 'unmapped_item'
           RETURNING d.id`,
    values: [ids, now],
  });
  return rows.length;
}
