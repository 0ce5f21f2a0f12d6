import type { FoldedLeg } from './leg.js';
import type { Fen } from './money.js';
import type { Line } from './order-observation.js';

/** What a leg sells, and in which instant's hour it counts. */
export interface Sale {
  readonly saleAt: Date;
  readonly saleFen: Fen;
  readonly items: number;
  readonly lines: number;
}

/**
 * A leg sells when it is paid and not cancelled; an unknown fulfilment or after-sale state holds up no
 * sale, and a refund does not lower the hour in which the order was sold. Counts at the pay time, or at
 * the placing where the vendor gives no pay time.
 */
export function saleOf(leg: FoldedLeg): Sale | null {
  const saleAt = leg.payment?.value.paidAt ?? leg.placement?.value.placedAt ?? null;
  const saleFen = leg.amounts?.value.saleFen ?? null;
  if (!isPaid(leg) || saleAt === null || saleFen === null) return null;
  const lines = leg.lines?.value ?? [];
  return { saleAt, saleFen, items: countItems(lines), lines: lines.length };
}

const isPaid = (leg: FoldedLeg): boolean =>
  leg.payment?.value.state === 'paid' && leg.fulfilment?.value.state !== 'cancelled';

/** Units in which goods are weighed, not counted. */
const WEIGHT_UNITS = new Set(['kg', 'g', '千克', '公斤', '克', '斤', '两', '500g']);

/** Beyond this a quantity is no count of pieces but a slip, say a bar code in the wrong field. */
const MOST_PIECES = 100_000;

/** Items sold: a weighed line (a fraction, or a unit of weight) counts as one, and so does an absurd quantity. */
export const countItems = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + (isCounted(line) ? Number(line.quantity) : 1), 0);

const isCounted = ({ quantity, unit }: Line): boolean =>
  Number.isInteger(Number(quantity)) &&
  Math.abs(Number(quantity)) <= MOST_PIECES &&
  !(unit !== null && WEIGHT_UNITS.has(unit.trim().toLowerCase()));

/** What a person should look at: it may be why an hour is not what somebody expects. */
export function legFlags(leg: FoldedLeg): string[] {
  const flags = [...(leg.amounts?.value.flags ?? [])];
  if (isPaid(leg)) {
    if (leg.amounts?.value.saleFen == null) flags.push('paid_without_amount');
    if (leg.payment?.value.paidAt == null) flags.push('paid_without_pay_time');
    if (leg.payment?.value.paidAt == null && leg.placement?.value.placedAt == null)
      flags.push('sale_without_time');
  }
  if (leg.payment?.value.state === 'unknown') flags.push(`unknown_payment:${leg.payment.value.raw ?? ''}`);
  if (leg.afterSale?.value.state === 'unknown')
    flags.push(`unknown_after_sale:${leg.afterSale.value.raw ?? ''}`);
  return flags;
}
