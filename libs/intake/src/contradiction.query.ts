import type { Sql } from '#database/sql.js';
import type { Contradiction } from '#domain/number-claim.js';
import { readOrderFacts } from '#ledger/order-facts.query.js';
import { orderOfLeg } from '#ledger/shared-numbers.store.js';
import { comparedLeg, type ComparedOrder } from './contradiction.js';
import { type ContradictionRow, readContradiction, type ResolvedAs } from './contradiction.store.js';

/** Two orders that carry one number, beside each other. */
export interface ContradictionView {
  readonly orderNo: string;
  readonly differs: readonly Contradiction[];
  /** Which has the number. */
  readonly recorded: ComparedOrder & { readonly orderId: string; readonly legId: string };
  /** Which the delivery is about. */
  readonly stated: ComparedOrder;
  readonly resolvedAs: ResolvedAs | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
}

/** Shows what a delivery contradicts; of one that never did, nothing. */
export class ContradictionQuery {
  constructor(private readonly sql: Sql) {}

  async of(deliveryId: string): Promise<ContradictionView | undefined> {
    const found = await readContradiction(this.sql, deliveryId);
    const orderId = found && (await orderOfLeg(this.sql, found.leg_id));
    if (found === undefined || orderId === undefined) return undefined;
    const [order] = await readOrderFacts(this.sql, [orderId]);
    const leg = order?.legs.find(({ id }) => id === found.leg_id);
    return {
      orderNo: found.order_no,
      differs: found.differs,
      recorded: { ...comparedLeg(leg?.folded ?? {}), orderId, legId: found.leg_id },
      stated: toCompared(found),
      resolvedAs: found.resolved_as,
      resolvedBy: found.resolved_by,
      resolvedAt: found.resolved_at,
    };
  }
}

/** As it was written: instants and money as texts. */
type StatedJson = {
  readonly [Name in keyof ComparedOrder]: string | null;
};

function toCompared({ stated }: ContradictionRow): ComparedOrder {
  const said = stated as StatedJson;
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  const fen = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
  return {
    ...said,
    placedAt: instant(said.placedAt),
    asOf: instant(said.asOf),
    totalFen: fen(said.totalFen),
    paidFen: fen(said.paidFen),
  };
}
