import type { OrderToPlace } from '#connectors-core/order-sink.js';
import { CannotPlace } from '#connectors-core/order-sink.js';
import { fenToYuan, sumFen } from '#domain/money.js';
import type { Fen } from '#domain/money.js';
import type { Line } from '#domain/order-observation.js';
import { productFen, spread } from './pospal-prices.mapper.js';

/** What an order's lines and fees come to at the till, in fen. */
export interface TillAmounts {
  /** One a line, in the order's sequence. */
  readonly lines: readonly Fen[];
  readonly freight: Fen;
  /** With the fee for service, and what a payment was rounded up by: the till has no places of their own. */
  readonly packaging: Fen;
  readonly sale: Fen;
}

type Placed = Pick<OrderToPlace, 'amounts' | 'items' | 'deductions'>;

/**
 * Compares the order's numbers to the fen: lines + freight + packaging + service − deductions − discount + rounding
 * = sale. Header amounts are used where they are given, else 0; a line's own discount is in its amount or in the
 * header's. Deductions, and what was rounded down, join the discount. With `spread` the discount is taken off the
 * lines, and what exceeds them off the fees.
 * @throws CannotPlace `no_sale_amount`, `amounts_disagree` or `not_placeable`, naming the numbers
 */
export function tillAmounts(order: Placed, discounts: 'total' | 'spread'): TillAmounts {
  const header = headerOf(order);
  const lines = order.items.map(lineFen);
  const sum = sumFen(lines);
  if (madeOf(sum, header) !== header.sale) throw disagreement(lines, header);
  const { freight, sale } = header;
  const off = header.discount + header.deductions - header.rounding;
  const packaging = header.packaging + header.service + (off < 0n ? -off : 0n);
  if (discounts === 'total' || off <= 0n) return { lines, freight, packaging, sale };
  const offLines = least(off, sum);
  const offFreight = least(off - offLines, freight);
  return {
    lines: spread(lines, offLines),
    freight: freight - offFreight,
    packaging: packaging - (off - offLines - offFreight),
    sale,
  };
}

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

interface Header {
  readonly freight: Fen;
  readonly packaging: Fen;
  readonly service: Fen;
  readonly deductions: Fen;
  readonly discount: Fen;
  /** The one that may be below nothing. */
  readonly rounding: Fen;
  readonly sale: Fen;
}

const madeOf = (lines: Fen, { freight, packaging, service, deductions, discount, rounding }: Header): Fen =>
  lines + freight + packaging + service - deductions - discount + rounding;

function headerOf({ amounts, deductions }: Placed): Header {
  const { saleFen, freightFen, packagingFen, serviceFen, discountFen, roundingFen } = amounts;
  if (saleFen === null) throw new CannotPlace('no_sale_amount', 'the storefront names no amount of the sale');
  const header = {
    freight: freightFen ?? 0n,
    packaging: packagingFen ?? 0n,
    service: serviceFen ?? 0n,
    deductions: -sumFen(deductions.map(amountOf)),
    discount: discountFen ?? 0n,
    sale: saleFen,
  };
  const negative = Object.entries(header).filter(([, fen]) => fen < 0n);
  if (negative.length === 0) return { ...header, rounding: roundingFen ?? 0n };
  const named = negative.map(([name, fen]) => `${name} ${fenToYuan(fen)}`).join(', ');
  throw new CannotPlace('not_placeable', `an amount is below nothing: ${named}`);
}

function amountOf({ itemName, quantity, unitPrice, amountFen }: Line): Fen {
  const amount = amountFen ?? (unitPrice === null ? undefined : productFen(quantity, unitPrice));
  if (amount !== undefined) return amount;
  throw new CannotPlace('amounts_disagree', `${itemName}: no amount and no price`);
}

function lineFen(line: Line): Fen {
  const amount = amountOf(line);
  if (amount >= 0n) return amount;
  throw new CannotPlace(
    'not_placeable',
    `${line.itemName}: its amount ${fenToYuan(amount)} is below nothing`,
  );
}

function disagreement(lines: readonly Fen[], header: Header): CannotPlace {
  const { freight, packaging, service, deductions, discount, rounding, sale } = header;
  const sum = sumFen(lines);
  const parts = [
    `lines ${fenToYuan(sum)} (${lines.map(fenToYuan).join(' + ')})`,
    `+ freight ${fenToYuan(freight)} + packaging ${fenToYuan(packaging)}`,
    ...(service === 0n ? [] : [`+ service ${fenToYuan(service)}`]),
    ...(deductions === 0n ? [] : [`− deductions ${fenToYuan(deductions)}`]),
    `− discount ${fenToYuan(discount)}`,
    ...(rounding === 0n ? [] : [`+ rounding ${fenToYuan(rounding)}`]),
  ];
  const made = fenToYuan(madeOf(sum, header));
  return new CannotPlace(
    'amounts_disagree',
    `${parts.join(' ')} = ${made}, but the sale is ${fenToYuan(sale)}`,
  );
}
