import type { Sql } from '#database/sql.js';
import type { Correction } from '#domain/correction.js';

/** As JSON with instants as text and money as digits, the oldest first. @param leg the leg's id, in SQL */
export const standingCorrections = (leg: string): string =>
  `(SELECT json_agg(json_build_object('id', c.id, 'statedAt', c.stated_at, 'saleFen', c.sale_fen::text,
      'totalFen', c.total_fen::text, 'paidFen', c.paid_fen::text, 'amountsDigest', c.amounts_digest,
      'paidAt', c.paid_at, 'paymentDigest', c.payment_digest) ORDER BY c.id)
    FROM corrections c WHERE c.leg_id = ${leg}
      AND NOT EXISTS (SELECT FROM correction_withdrawals w WHERE w.correction_id = c.id))`;

/** Who says so, and why. */
export interface Statement {
  readonly by: string;
  readonly reason: string;
}

export interface NewCorrection extends Correction, Statement {
  readonly legId: string;
}

export async function insertCorrection(sql: Sql, correction: NewCorrection): Promise<void> {
  await sql.rows({
    text: `INSERT INTO corrections (id, leg_id, sale_fen, total_fen, paid_fen, amounts_digest, paid_at,
             payment_digest, reason, stated_by, stated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      correction.id,
      correction.legId,
      correction.saleFen?.toString() ?? null,
      correction.totalFen?.toString() ?? null,
      correction.paidFen?.toString() ?? null,
      correction.amountsDigest,
      correction.paidAt,
      correction.paymentDigest,
      correction.reason,
      correction.by,
      correction.statedAt,
    ],
  });
}

/** @returns whether it has not been withdrawn before */
export async function insertWithdrawal(
  sql: Sql,
  correctionId: string,
  { by, reason }: Statement,
  now: Date,
): Promise<boolean> {
  const rows = await sql.rows({
    text: `INSERT INTO correction_withdrawals (correction_id, reason, withdrawn_by, withdrawn_at)
           VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING correction_id`,
    values: [correctionId, reason, by, now],
  });
  return rows.length > 0;
}

/** The leg that a correction is of; undefined where there is no such correction. */
export async function legOfCorrection(sql: Sql, correctionId: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ leg_id: string }>({
    text: 'SELECT leg_id FROM corrections WHERE id = $1',
    values: [correctionId],
  });
  return row?.leg_id;
}
