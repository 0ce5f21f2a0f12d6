import type { Sql } from '#database/sql.js';

/** How an account's deliveries arrive. */
export interface Reception {
  /** When one last came whose sender is known; null when none is kept. */
  readonly lastRightAt: Date | null;
  /** The last that was refused before its sender was known. */
  readonly lastRefused: { readonly at: Date; readonly reason: string; readonly message: string } | null;
  /** So many, none that was right between them or since. */
  readonly refusedInARow: number;
}

interface ReceptionRow {
  readonly right_at: Date | null;
  readonly last_at: Date | null;
  readonly reason: string | null;
  readonly message: string | null;
  readonly count: number | null;
}

/** Tells when an account's deliveries last came right, and why they were refused. */
export class ReceptionQuery {
  constructor(private readonly sql: Sql) {}

  async of(accountId: string): Promise<Reception> {
    const [row] = await this.sql.rows<ReceptionRow>({
      name: 'intake_reception',
      text: `SELECT (SELECT received_at FROM deliveries WHERE account_id = $1 ORDER BY received_at DESC LIMIT 1) AS right_at,
               u.last_at, u.reason, u.message, u.count
             FROM (SELECT) AS one LEFT JOIN unverified_deliveries u ON u.account_id = $1`,
      values: [accountId],
    });
    const { right_at: lastRightAt = null, last_at: at = null } = row ?? {};
    if (row === undefined || at === null) return { lastRightAt, lastRefused: null, refusedInARow: 0 };
    return {
      lastRightAt,
      lastRefused: { at, reason: row.reason ?? '', message: row.message ?? '' },
      refusedInARow: lastRightAt !== null && lastRightAt > at ? 0 : (row.count ?? 0),
    };
  }
}
