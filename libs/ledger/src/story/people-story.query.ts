import { afterMoment, byMoment } from '#database/after-moment.js';
import type { Sql } from '#database/sql.js';
import type { Moment, MomentPart } from '#domain/moment.js';

/** What a person stated in a vendor's place, or withdrew. */
export interface CorrectedView extends Moment {
  readonly isWithdrawal: boolean;
  readonly correctionId: string;
  readonly legId: string;
  /** 64-bit integers, as text. */
  readonly saleFen: string | null;
  readonly totalFen: string | null;
  readonly paidFen: string | null;
  readonly paidAt: Date | null;
  readonly by: string;
  readonly because: string;
}

export const correctedPart = (
  sql: Sql,
  legIds: readonly string[],
  { after, limit }: MomentPart,
): Promise<CorrectedView[]> =>
  sql.rows({
    name: 'ledger_corrected_part',
    text: `SELECT e.* FROM (
             SELECT stated_at AS at, id::text AS key, false AS "isWithdrawal", id AS "correctionId", leg_id AS "legId",
               sale_fen AS "saleFen", total_fen AS "totalFen", paid_fen AS "paidFen", paid_at AS "paidAt",
               stated_by AS by, reason AS because
             FROM corrections WHERE leg_id = ANY($1::uuid[])
             UNION ALL SELECT w.withdrawn_at, c.id || '/w', true, c.id, c.leg_id, NULL, NULL, NULL, NULL, w.withdrawn_by, w.reason
             FROM corrections c JOIN correction_withdrawals w ON w.correction_id = c.id
             WHERE c.leg_id = ANY($1::uuid[])) e
           WHERE ${afterMoment('e.at', 'e.key')} ORDER BY ${byMoment('e.at', 'e.key')} LIMIT $4`,
    values: [legIds, after.at, after.key, limit],
  });

/** A flag that a person has seen to and that stands: of one that is gone nothing is kept. */
export interface DismissedView extends Moment {
  readonly code: string;
  readonly param: string;
  /** The API key's id. */
  readonly by: string | null;
}

export const dismissedPart = (
  sql: Sql,
  orderId: string,
  { after, limit }: MomentPart,
): Promise<DismissedView[]> =>
  sql.rows({
    name: 'ledger_dismissed_part',
    text: `SELECT dismissed_at AS at, ${FLAG_KEY} AS key, code, param, dismissed_by AS by FROM order_flags
           WHERE order_id = $1 AND dismissed_at IS NOT NULL AND ${afterMoment('dismissed_at', FLAG_KEY)}
           ORDER BY ${byMoment('dismissed_at', FLAG_KEY)} LIMIT $4`,
    values: [orderId, after.at, after.key, limit],
  });

const FLAG_KEY = `md5(code || '/' || param || '/' || source)`;
