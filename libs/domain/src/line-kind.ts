import type { Line } from './order-observation.js';

/**
 * `deduction`: it takes off, as a line of a voucher does, or of goods that were taken back. `empty`: nothing is left
 * of it, and it costs nothing. A gift is sold, for nothing.
 */
export type LineKind = 'sold' | 'deduction' | 'empty';

export function lineKind({
  quantity,
  unitPrice,
  amountFen,
}: Pick<Line, 'quantity' | 'unitPrice' | 'amountFen'>): LineKind {
  const pieces = Number(quantity);
  // Where no amount is stated it would be price × quantity.
  const amount = amountFen === null ? pieces * Number(unitPrice ?? 1) : Number(amountFen);
  if (amount < 0) return 'deduction';
  const isNothing = amountFen === 0n && (pieces <= 0 || Number(unitPrice ?? 0) < 0);
  return isNothing ? 'empty' : 'sold';
}
