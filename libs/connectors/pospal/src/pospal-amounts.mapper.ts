import type { ItemToPlace, OrderToPlace } from '#connectors-core/order-sink.js';
import { CannotPlace } from '#connectors-core/order-sink.js';
import { fenToYuan, sumFen } from '#domain/money.js';
import type { Fen } from '#domain/money.js';
import { productFen, spread } from './pospal-prices.mapper.js';

/** What an order's lines and fees come to at the till, in fen. */
export interface TillAmounts {
  /** One a line, in the order's sequence. */
  readonly lines: readonly Fen[];
  readonly freight: Fen;
  readonly packaging: Fen;
  readonly sale: Fen;
}

/**
 * Compares the order's numbers to the fen: lines + freight + packaging − discount = sale. Header amounts
 * are used where they are given, else 0; a line's own discount is in its amount or in the header's.
 * With `spread` the discount is taken off the lines, and what exceeds them off the fees.
 * @throws CannotPlace `no_sale_amount`, `amounts_disagree` or `not_placeable`, naming the numbers
 */
export function tillAmounts(
  { amounts, items }: Pick<OrderToPlace, 'amounts' | 'items'>,
  discounts: 'total' | 'spread',
): TillAmounts {
  const lines = items.map(lineFen);
  const { freight, packaging, discount, sale } = headerOf(amounts);
  const sum = sumFen(lines);
  if (sum + freight + packaging - discount !== sale)
    throw disagreement(lines, { freight, packaging, discount, sale });
  if (discounts === 'total') return { lines, freight, packaging, sale };
  const offLines = least(discount, sum);
  const offFreight = least(discount - offLines, freight);
  return {
    lines: spread(lines, offLines),
    freight: freight - offFreight,
    packaging: packaging - (discount - offLines - offFreight),
    sale,
  };
}

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

interface Header {
  readonly freight: Fen;
  readonly packaging: Fen;
  readonly discount: Fen;
  readonly sale: Fen;
}

function headerOf({ saleFen, freightFen, packagingFen, discountFen }: OrderToPlace['amounts']): Header {
  if (saleFen === null) throw new CannotPlace('no_sale_amount', 'the storefront names no amount of the sale');
  const header = {
    freight: freightFen ?? 0n,
    packaging: packagingFen ?? 0n,
    discount: discountFen ?? 0n,
    sale: saleFen,
  };
  const negative = Object.entries(header).filter(([, fen]) => fen < 0n);
  if (negative.length === 0) return header;
  const named = negative.map(([name, fen]) => `${name} ${fenToYuan(fen)}`).join(', ');
  throw new CannotPlace('not_placeable', `an amount is below nothing: ${named}`);
}

function lineFen({ itemName, quantity, unitPrice, amountFen }: ItemToPlace): Fen {
  const amount = amountFen ?? (unitPrice === null ? undefined : productFen(quantity, unitPrice));
  if (amount === undefined) throw new CannotPlace('amounts_disagree', `${itemName}: no amount and no price`);
  if (amount >= 0n) return amount;
  throw new CannotPlace('not_placeable', `${itemName}: its amount ${fenToYuan(amount)} is below nothing`);
}

function disagreement(lines: readonly Fen[], { freight, packaging, discount, sale }: Header): CannotPlace {
  const sum = sumFen(lines);
  const made = sum + freight + packaging - discount;
  const parts = [
    `lines ${fenToYuan(sum)} (${lines.map(fenToYuan).join(' + ')})`,
    `+ freight ${fenToYuan(freight)} + packaging ${fenToYuan(packaging)} − discount ${fenToYuan(discount)}`,
  ];
  return new CannotPlace(
    'amounts_disagree',
    `${parts.join(' ')} = ${fenToYuan(made)}, but the sale is ${fenToYuan(sale)}`,
  );
}
