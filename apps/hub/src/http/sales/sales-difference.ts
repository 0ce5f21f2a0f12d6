import type { RevisionView } from '#reporting/operator/revision.query.js';

/** What a later revision is more than an earlier one; of a part that is not known of both, nothing. */
export function differenceOf(from: RevisionView, to: RevisionView) {
  const part = (before: bigint | null, after: bigint | null): bigint | null =>
    before === null || after === null ? null : after - before;
  return {
    ...{ orders: to.orders - from.orders, items: to.items - from.items, lines: to.lines - from.lines },
    totalFen: to.totalFen - from.totalFen,
    grossFen: part(from.grossFen, to.grossFen),
    discountFen: part(from.discountFen, to.discountFen),
    freightFen: part(from.freightFen, to.freightFen),
    packagingFen: part(from.packagingFen, to.packagingFen),
    serviceFen: part(from.serviceFen, to.serviceFen),
    roundingFen: part(from.roundingFen, to.roundingFen),
    refundFen: part(from.refundFen, to.refundFen),
  };
}
