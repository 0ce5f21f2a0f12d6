import type { Sql } from '#database/sql.js';
import { maybeInstantAt, placesOf, textAt, type TextRow } from '#database/text-row.js';
import type { OpenRun, RunPlace } from './run.js';

/** Orders that follow on a place, and the place behind them. */
export interface RunSlice {
  /** Of the orders looked at those that are the run's. */
  readonly orderIds: readonly string[];
  /** Null: there is nothing behind them. */
  readonly next: RunPlace | null;
}

const KEY = placesOf({ id: 'o.id', at: 'o.placed_at', isMeant: '' });

type Bounds = Pick<OpenRun, 'from' | 'to' | 'storeId' | 'accountId'>;

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next orders in the order of their key, by index: `most` are looked at, whoever's they are. */
export async function readSlice(sql: Sql, run: Bounds, place: RunPlace, most: number): Promise<RunSlice> {
  const rows = await (place.isUnplaced ? unplaced : placed)(sql, run, place, most);
  const orderIds = rows.filter((row) => row[KEY.isMeant] === 't').map((row) => textAt(row, KEY.id));
  const last = rows.at(-1);
  if (rows.length === most && last !== undefined) {
    const behind = { afterAt: maybeInstantAt(last, KEY.at), afterId: textAt(last, KEY.id) };
    return { orderIds, next: { isUnplaced: place.isUnplaced, ...behind } };
  }
  return { orderIds, next: place.isUnplaced ? null : { isUnplaced: true, afterAt: null, afterId: null } };
}

/** SQL: whether the order concerns the account: a rule may miss the very leg that it would have there. */
const isOf = (account: string): string => `(${account}::uuid IS NULL
  OR EXISTS (SELECT FROM legs l WHERE l.account_id = ${account} AND l.order_id = o.id)
  OR o.store_id IN (SELECT b.store_id FROM store_bindings b WHERE b.account_id = ${account}))`;

/** A store's have an index of their own. */
const ofStore = (storeId: string | null, value: string) =>
  storeId === null
    ? { suffix: '', where: `${value}::uuid IS NULL` }
    : { suffix: '_of_store', where: `o.store_id = ${value}` };

function placed(sql: Sql, { from, to, storeId, accountId }: Bounds, place: RunPlace, most: number) {
  const { suffix, where } = ofStore(storeId, '$5');
  return sql.rows<TextRow>({
    name: `reconciliation_run_placed${suffix}`,
    text: `SELECT o.id, o.placed_at AS at, ${isOf('$6')} AS "isMeant" FROM orders o
           WHERE (o.placed_at, o.id) > ($1, $2::uuid) AND o.placed_at < $3 AND ${where}
           ORDER BY o.placed_at, o.id LIMIT $4`,
    values: [place.afterAt ?? from, place.afterId ?? FIRST, to, most, storeId, accountId],
    asTexts: true,
  });
}

/** Few: all of them are passed, whenever they were first seen. */
function unplaced(sql: Sql, { from, to, storeId, accountId }: Bounds, { afterId }: RunPlace, most: number) {
  const { suffix, where } = ofStore(storeId, '$5');
  return sql.rows<TextRow>({
    name: `reconciliation_run_unplaced${suffix}`,
    text: `SELECT o.id, o.placed_at AS at, o.created_at >= $1 AND o.created_at < $3 AND ${isOf('$6')} AS "isMeant"
           FROM orders o WHERE o.placed_at IS NULL AND o.id > $2::uuid AND ${where} ORDER BY o.id LIMIT $4`,
    values: [from, afterId ?? FIRST, to, most, storeId, accountId],
    asTexts: true,
  });
}
