import { afterMoment, byMoment } from '#database/after-moment.js';
import type { Sql } from '#database/sql.js';
import type { Moment, MomentPart } from '#domain/moment.js';
import type { ObservedGroups } from '#domain/order-observation.js';
import { fromDbObservation } from '../ledger.mapping.js';

/** What a vendor stated, without the person. */
export interface StatedView extends Moment {
  readonly legId: string;
  readonly asOf: Date;
  /** The groups that it says, but for the person. */
  readonly said: Partial<Omit<ObservedGroups, 'contact'>>;
  /** Whether something is said of the customer. */
  readonly ofContact: boolean;
  /** The groups that it changed; none where it came late. */
  readonly changed: readonly string[];
}

/** What was stated of these legs, in the order in which it was recorded; what repeats the state in force is no entry. */
export async function statedPart(
  sql: Sql,
  legIds: readonly string[],
  { after, limit }: MomentPart,
): Promise<StatedView[]> {
  const rows = await sql.rows<StatedRow>({
    name: 'ledger_stated_part',
    text: `SELECT e.* FROM unnest($1::uuid[]) AS leg (id) CROSS JOIN LATERAL (
             SELECT recorded_at AS at, id AS key, leg_id AS "legId", as_of AS "asOf", observation, changed
             FROM ledger_entries WHERE leg_id = leg.id AND ${afterMoment('recorded_at', 'id')}
             ORDER BY ${byMoment('recorded_at', 'id')} LIMIT $4) e
           ORDER BY ${byMoment('e.at', 'e.key')} LIMIT $4`,
    values: [legIds, after.at, after.key, limit],
  });
  return rows.map(({ observation, ...row }) => ({
    ...row,
    said: fromDbObservation(observation),
    ofContact: Object.hasOwn(observation, 'contact'),
  }));
}

interface StatedRow extends Omit<StatedView, 'said' | 'ofContact'> {
  readonly observation: object;
}

/**
 * Since when what was stated of these legs is kept, where some of it is gone: its month was dropped, the key of every
 * statement stays.
 * @returns undefined where nothing is gone; null where nothing is left
 */
export async function statedSince(sql: Sql, legIds: readonly string[]): Promise<Date | null | undefined> {
  const [row] = await sql.rows<{
    readonly kept: number;
    readonly stated: number;
    readonly since: Date | null;
  }>({
    name: 'ledger_stated_since',
    text: `SELECT count(*)::int AS kept, min(recorded_at) AS since,
             (SELECT count(*)::int FROM entry_keys WHERE leg_id = ANY($1::uuid[])) AS stated
           FROM ledger_entries WHERE leg_id = ANY($1::uuid[])`,
    values: [legIds],
  });
  return row === undefined || row.kept >= row.stated ? undefined : row.since;
}
