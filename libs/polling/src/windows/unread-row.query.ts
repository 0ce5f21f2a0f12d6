import type { Database } from '#database/database.js';

/** A row that a vendor listed and nobody could read. */
export interface UnreadRowView {
  readonly id: string;
  readonly vendorNo: string | null;
  readonly message: string;
  /** How often it was asked for by its number. */
  readonly tries: number;
  /** When it is asked for again; null: not any more, or it has no number. */
  readonly nextAttemptAt: Date | null;
  readonly firstAt: Date;
}

/** Of a window; more are only counted. */
const MOST_SHOWN = 50;

/** The open ones of these windows, and how many there are. */
export async function unreadOf(
  database: Database,
  windowIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly count: number; readonly rows: readonly UnreadRowView[] }>> {
  const rows = await database.rows<UnreadRowView & { windowId: string; count: number }>({
    name: 'polling_unread_of_windows',
    text: `SELECT * FROM (
             SELECT id, window_id AS "windowId", vendor_no AS "vendorNo", message, tries, due_at AS "nextAttemptAt",
               first_at AS "firstAt", (count(*) OVER of_window)::int AS count, row_number() OVER
                 (PARTITION BY window_id ORDER BY id) AS place
             FROM unread_rows WHERE window_id = ANY($1::uuid[]) AND state = 'open'
             WINDOW of_window AS (PARTITION BY window_id)) open
           WHERE place <= $2 ORDER BY "windowId", place`,
    values: [windowIds, MOST_SHOWN],
  });
  const found = new Map<string, { count: number; rows: UnreadRowView[] }>();
  for (const { windowId, count, id, vendorNo, message, tries, nextAttemptAt, firstAt } of rows) {
    const of = found.get(windowId) ?? { count, rows: [] };
    of.rows.push({ id, vendorNo, message, tries, nextAttemptAt, firstAt });
    found.set(windowId, of);
  }
  return found;
}
