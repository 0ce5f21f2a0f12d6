import type { Sql } from '#database/sql.js';
import { RevisionOrdersQuery } from '#reporting/operator/revision-orders.query.js';
import { RevisionQuery, type RevisionView } from '#reporting/operator/revision.query.js';

const SUMMED = ['totalFen', 'orders', 'items', 'lines'] as const;
type Summed = Readonly<Record<(typeof SUMMED)[number], bigint | number>>;

const figuresOf = (one: Summed) => SUMMED.map((figure) => BigInt(one[figure]));
const NOTHING = SUMMED.map(() => 0n);
const sum = (all: readonly Summed[]): bigint[] =>
  all.map(figuresOf).reduce((to, one) => to.map((value, at) => value + one[at]!), NOTHING);

async function ordersOf(sql: Sql, { storeId, hourStart, revision }: RevisionView, since?: number) {
  const query = new RevisionOrdersQuery(sql);
  const orders = [];
  for (;;) {
    const after = orders.at(-1)?.orderId;
    const page = await query.list({ storeId, hourStart, revision, since, after, limit: 3 });
    orders.push(...page);
    if (page.length < 3) return orders;
  }
}

/**
 * What holds of every revision: the orders behind it sum up to it, and those that made the difference from any one
 * before to that difference; and of each but the first it is known why it was made.
 */
export async function expectRevisionsExplained(sql: Sql): Promise<void> {
  const hours = await sql.rows<{ store_id: string; hour_start: Date }>({
    text: 'SELECT store_id, hour_start FROM sales_hours ORDER BY store_id, hour_start',
  });
  for (const { store_id, hour_start } of hours) {
    const filter = { storeId: store_id, hourStart: hour_start, limit: 1_000 };
    const revisions = await new RevisionQuery(sql).ofHour(filter);
    for (const [at, revision] of revisions.entries()) {
      expect(sum(await ordersOf(sql, revision))).toEqual(figuresOf(revision));
      for (const before of revisions.slice(at + 1)) {
        const made = sum(await ordersOf(sql, revision, before.revision));
        expect(made).toEqual(figuresOf(revision).map((value, n) => value - figuresOf(before)[n]!));
      }
      expect(revision.why.length > 0).toBe(true);
      expect(revision.why.includes('first')).toBe(revision.revision === 1);
    }
    expect(revisions.map(({ revision }) => revision)).toEqual(
      revisions.map((_, at) => revisions.length - at),
    );
  }
}
