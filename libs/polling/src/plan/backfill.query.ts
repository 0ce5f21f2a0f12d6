import type { Database } from '#database/database.js';
import type { BackfillPurpose } from '../windows/backfills.store.js';
import type { WindowState } from '../windows/window.query.js';

export interface BackfillView {
  readonly id: string;
  readonly accountId: string;
  readonly from: Date;
  readonly to: Date;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly purpose: BackfillPurpose;
  /** How many windows are in which state. */
  readonly windows: Readonly<Record<WindowState, number>>;
  /** Rows that the vendor listed so far. */
  readonly orders: number;
}

export interface BackfillFilter {
  readonly accountId?: string | undefined;
  /** done: all of its windows are closed. */
  readonly state?: 'open' | 'done' | undefined;
  /** Only backfills older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads backfills for people. */
export class BackfillQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  list({ accountId, state, before, limit }: BackfillFilter): Promise<BackfillView[]> {
    return this.read([null, accountId ?? null, before ?? null, limit, state ?? null]);
  }

  async get(id: string): Promise<BackfillView | undefined> {
    const [found] = await this.read([id, null, null, 1, null]);
    return found;
  }

  private async read(values: readonly unknown[]): Promise<BackfillView[]> {
    const rows = await this.database.rows<BackfillRow>({
      name: 'polling_backfills',
      text: `SELECT b.id, b.account_id, b.from_at, b.to_at, b.created_at, b.closed_at, b.purpose, counted.*
             FROM backfills b CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE state = 'open') AS open,
                 count(*) FILTER (WHERE state = 'closed') AS closed,
                 count(*) FILTER (WHERE state = 'failed') AS failed, coalesce(sum(orders), 0) AS orders
               FROM windows WHERE backfill_id = b.id) counted
             WHERE ($1::uuid IS NULL OR b.id = $1) AND ($2::uuid IS NULL OR b.account_id = $2)
               AND ($3::uuid IS NULL OR b.id < $3)
               AND ($5::text IS NULL OR (b.closed_at IS NULL) = ($5 = 'open'))
             ORDER BY b.id DESC LIMIT $4`,
      values,
    });
    return rows.map(toView);
  }
}

interface BackfillRow {
  readonly id: string;
  readonly account_id: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly created_at: Date;
  readonly closed_at: Date | null;
  readonly purpose: BackfillPurpose;
  /** int8 comes as text. */
  readonly open: string;
  readonly closed: string;
  readonly failed: string;
  readonly orders: string;
}

const toView = (row: BackfillRow): BackfillView => ({
  id: row.id,
  accountId: row.account_id,
  from: row.from_at,
  to: row.to_at,
  createdAt: row.created_at,
  closedAt: row.closed_at,
  purpose: row.purpose,
  windows: { open: Number(row.open), closed: Number(row.closed), failed: Number(row.failed) },
  orders: Number(row.orders),
});
