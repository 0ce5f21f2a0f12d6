import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { LET_GO } from '#jobs/leased-rows.store.js';
import type { Joined, Neighbour } from './joining.js';
import type { ClaimedWindow } from './windows.store.js';

/** More than one on a side only where joining was missed before. */
const LOOKED_AT = 4;

interface NeighbourRow {
  readonly id: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly closed: boolean;
  readonly before: boolean;
}

/** The live windows next to one, the nearest first on each side. Of a stream that is held. */
export async function neighboursOf(
  sql: Sql,
  { id, account_id, stream, from_at }: ClaimedWindow,
): Promise<{ before: Neighbour[]; after: Neighbour[] }> {
  const side = (before: boolean): string => `
    (SELECT id, from_at, to_at, state = 'closed' AS closed, ${String(before)} AS before FROM windows
     WHERE account_id = $1 AND stream = $2 AND backfill_id IS NULL AND id <> $4 AND from_at ${before ? '<=' : '>'} $3
     ORDER BY from_at ${before ? 'DESC, to_at DESC' : ', to_at'} LIMIT ${String(LOOKED_AT)})`;
  const rows = await sql.rows<NeighbourRow>({
    name: 'polling_neighbours',
    text: `${side(true)} UNION ALL ${side(false)}`,
    values: [account_id, stream, from_at, id],
  });
  return {
    before: rows.filter(({ before }) => before).map(toNeighbour),
    after: rows.filter(({ before }) => !before).map(toNeighbour),
  };
}

const toNeighbour = ({ id, closed, from_at, to_at }: NeighbourRow): Neighbour => ({
  id,
  closed,
  from: from_at.getTime(),
  to: to_at.getTime(),
});

/**
 * Gives each joined stretch to the window that stays and deletes the others; it is due as soon as any of them
 * was. Whoever still reads one of them for a lease that ended finds its claim gone: it has not read all of what
 * the window is now.
 */
export async function joinWindows(sql: Sql, joined: readonly Joined[]): Promise<void> {
  const parts = joined.flatMap((one) => [one.id, ...one.gone].map((part) => ({ part, ...stays(one) })));
  const types = { part: 'uuid', stays: 'uuid', from_at: 'timestamptz', to_at: 'timestamptz' } as const;
  const input = inputRows(parts, types);
  await sql.rows({
    name: 'polling_join_windows',
    tells: ['window'],
    text: `WITH input AS (SELECT * FROM ${input.from}),
      moved AS (UPDATE unread_rows SET window_id = stays FROM input WHERE window_id = part AND part <> stays),
      gone AS (DELETE FROM windows USING input WHERE id = part AND part <> stays),
      sums AS (SELECT stays, input.from_at, input.to_at, sum(pages) AS pages, sum(orders) AS orders,
                 max(closed_at) AS closed_at, min(due_at) AS due_at
               FROM input JOIN windows ON windows.id = part GROUP BY stays, input.from_at, input.to_at)
      UPDATE windows SET from_at = sums.from_at, to_at = sums.to_at, pages = sums.pages, orders = sums.orders,
        closed_at = sums.closed_at, due_at = sums.due_at, ${LET_GO}
      FROM sums WHERE windows.id = sums.stays`,
    values: input.values,
  });
}

const stays = ({ id, from, to }: Joined) => ({ stays: id, from_at: new Date(from), to_at: new Date(to) });
