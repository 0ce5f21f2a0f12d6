import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { digestOf } from '#domain/digest.js';
import { AGREES, type Comparison } from '#reconciliation/compare/comparison.js';
import type { Difference } from '#reconciliation/compare/difference.js';
import { type Compared, Keeping } from '#reconciliation/keep/keeping.js';
import { newId } from '../../support/open-ledger.js';

/** A difference of the till's, unless told otherwise. */
export function aDifference(change: Partial<Difference> = {}): Difference {
  const evidence = change.evidence ?? { till: 'T-1', fulfilment: 'accepted', storefront: 'S-1' };
  return {
    rule: 'alive_after_cancel',
    key: '',
    since: new Date('2026-03-05T01:00:00Z'),
    accountId: newId(),
    severity: 'error',
    fingerprint: digestOf(evidence),
    repairs: [],
    ...change,
    evidence,
  };
}

export const finding = (...differences: readonly Difference[]): Comparison => ({ ...AGREES, differences });

/** Keeps what comparisons have shown, at a time of the test's choosing. */
export function keepingWorld(database: Database, start = new Date('2026-03-05T02:00:00.000Z')) {
  let now = start;
  const clock: Clock = { now: () => now, latest: () => now };
  const keeping = new Keeping(clock);
  const take = (compared: readonly Compared[]) => database.transaction((sql) => keeping.take(sql, compared));
  const ofOrder = (comparison: Comparison, orderId: string, storeId: string | null = null): Compared => ({
    about: { subject: `order:${orderId}`, orderId, storeId },
    comparison,
  });
  return {
    clock,
    take,
    ofOrder,
    now: () => now,
    later: (ms: number): void => void (now = new Date(now.getTime() + ms)),
    /** @returns the id of the order's discrepancy of last */
    async open(difference: Difference, about: { orderId?: string; storeId?: string | null } = {}) {
      const orderId = about.orderId ?? newId();
      await take([ofOrder(finding(difference), orderId, about.storeId)]);
      const [row] = await database.rows<{ id: string }>({
        text: 'SELECT id FROM discrepancies WHERE order_id = $1 ORDER BY id DESC LIMIT 1',
        values: [orderId],
      });
      return { id: row!.id, orderId };
    },
    agree: (orderId: string) => take([ofOrder(AGREES, orderId)]),
  };
}
