import type { Database } from '#database/database.js';
import { SUPERSEDED } from '../derive/submission-rule.js';

/** An hour that we and the vendor it was reported to may hold different figures of. */
export interface DisputedHourView {
  readonly storeId: string;
  readonly start: Date;
  readonly end: Date;
}

interface DisputedRow {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly hour_end: Date;
}

export class DisputedHoursQuery {
  constructor(private readonly database: Database) {}

  /**
   * Hours that begin in [from, to) and whose last report to an account was refused, is disputed or of unknown
   * outcome, in their order. What gave way to a later report says nothing.
   */
  async within(storeIds: readonly string[], from: Date, to: Date): Promise<DisputedHourView[]> {
    const rows = await this.database.rows<DisputedRow>({
      name: 'reporting_disputed_hours',
      text: `SELECT DISTINCT store_id, hour_start, hour_end FROM (
               SELECT DISTINCT ON (store_id, hour_start, account_id) store_id, hour_start, state FROM submissions
               WHERE store_id = ANY($1::uuid[]) AND hour_start >= $2 AND hour_start < $3
                 AND error_code IS DISTINCT FROM '${SUPERSEDED}'
               ORDER BY store_id, hour_start, account_id, id DESC) AS latest
             JOIN sales_hours USING (store_id, hour_start)
             WHERE state IN ('failed', 'unknown', 'conflict') ORDER BY hour_start, store_id`,
      values: [storeIds, from, to],
    });
    return rows.map(({ store_id, hour_start, hour_end }) => ({
      storeId: store_id,
      start: hour_start,
      end: hour_end,
    }));
  }
}
