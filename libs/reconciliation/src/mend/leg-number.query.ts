import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';

/** Whose leg it is, and under which number. @throws DomainError where there is none */
export async function numberOf(
  sql: Sql,
  legId: string,
): Promise<{ readonly accountId: string; readonly vendorNo: string }> {
  const [leg] = await sql.rows<{ accountId: string; vendorNo: string }>({
    name: 'reconciliation_number_of_leg',
    text: `SELECT account_id AS "accountId", coalesce(order_no, vendor_no) AS "vendorNo" FROM legs WHERE id = $1`,
    values: [legId],
  });
  if (leg === undefined) throw new DomainError(refusal('no_leg_there'), 'legId');
  return leg;
}
