import { Decimal } from 'decimal.js';
import { CannotPlace } from '#connectors-core/order-sink.js';
import { fenToYuan } from '#domain/money.js';
import type { Fen } from '#domain/money.js';

/** Exact for every quantity and price that a line can have. */
const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP });

/** Fen: less would be cut off wherever a sum of lines is rounded. */
const MOST_ERROR = new Exact('0.49');

/** One item of an order: so much of it, and what that comes to. */
export interface Priced {
  readonly itemName: string;
  /** In the till's units, more than nothing. */
  readonly quantity: Decimal;
  readonly amount: Fen;
  /** The storefront's price of one of the till's units, in fen; it is kept where it fits. */
  readonly price: Decimal | null;
}

/** So much of one product at one price. */
export interface PricedLine {
  readonly quantity: string;
  /** Yuan, decimal text, two decimals at most. */
  readonly price: string;
}

/** @throws CannotPlace when it is not more than nothing */
export function tillQuantity(itemName: string, quantity: string, units: string): Decimal {
  const inUnits = new Exact(quantity).times(units);
  if (inUnits.greaterThan(0)) return inUnits;
  throw new CannotPlace('not_placeable', `${itemName}: ${quantity} × ${units} units is no quantity to sell`);
}

/** The price of one of the till's units, in fen. */
export const tillPrice = (unitPrice: string | null, units: string): Decimal | null =>
  unitPrice === null ? null : new Exact(unitPrice).times(100).div(units);

/** `"2"` × `"12.50"` → 2500n; rounded half up, as weighed goods are sold: `"1.057"` × `"138.00"` → 14587n. */
export const productFen = (quantity: string, unitPrice: string): Fen =>
  BigInt(new Exact(unitPrice).times(quantity).times(100).toFixed(0));

/**
 * The lines of each item, at whole fen. A whole quantity comes out exactly: 3 for 10.00 yuan are 2 at
 * 3.33 and 1 at 3.34. A fraction is one line whose price × quantity is its amount when rounded half up,
 * as weighed goods are sold; where such roundings would add up to a fen over the whole order, or where
 * no price fits, it is two lines that come out exactly as well. So the order's lines have their sum
 * whether each is rounded or only their sum is.
 * @throws CannotPlace when no prices are found
 */
export function pricedLines(items: readonly Priced[]): readonly (readonly PricedLine[])[] {
  let error = new Exact(0);
  return items.map((item) => {
    const { quantity, amount } = item;
    if (quantity.isInteger()) return written(wholeParts(BigInt(quantity.toFixed(0)), amount));
    const price = fittingPrice(item, error);
    if (price === undefined) return written(fractionParts(item));
    error = error.plus(price.times(quantity)).minus(amount.toString());
    return written([{ quantity, price }]);
  });
}

interface Part {
  readonly quantity: Decimal;
  /** Whole fen. */
  readonly price: Decimal;
}

const written = (parts: readonly Part[]): readonly PricedLine[] =>
  parts
    .filter(({ quantity }) => quantity.greaterThan(0))
    .map(({ quantity, price }) => ({ quantity: quantity.toFixed(), price: price.div(100).toFixed() }));

const decimal = (whole: bigint): Decimal => new Exact(whole.toString());

/** Two prices a fen apart, if it does not divide. */
function wholeParts(quantity: bigint, amount: Fen): readonly Part[] {
  const dearer = amount % quantity;
  return [
    { quantity: decimal(quantity - dearer), price: decimal(amount / quantity) },
    { quantity: decimal(dearer), price: decimal(amount / quantity + 1n) },
  ];
}

/** The stated price, else the one that leaves the least error in the sum so far. */
function fittingPrice({ quantity, amount, price }: Priced, error: Decimal): Decimal | undefined {
  const mean = decimal(amount).div(quantity);
  const errorAt = (each: Decimal): Decimal => error.plus(each.times(quantity)).minus(amount.toString()).abs();
  const near = [mean.floor(), mean.ceil()].sort((a, b) => errorAt(a).comparedTo(errorAt(b)));
  return [...(price?.isInteger() && !price.isNegative() ? [price] : []), ...near].find(
    (each) =>
      each.times(quantity).toDecimalPlaces(0).equals(amount.toString()) &&
      errorAt(each).lessThanOrEqualTo(MOST_ERROR),
  );
}

/** How far from the mean price the two prices of a split fraction are looked for, in fen. */
const WIDEST = 6;

/**
 * Two parts at whole fen that come to the amount exactly. They do so rounded as well, unless both end on
 * half a fen: then prices further apart are tried.
 */
function fractionParts({ itemName, quantity, amount }: Priced): readonly Part[] {
  const grain = new Exact(10).pow(-quantity.decimalPlaces());
  const mean = decimal(amount).div(quantity).floor();
  for (let apart = 1; apart <= WIDEST; apart += 1) {
    for (let below = 0; below < apart; below += 1) {
      const cheap = mean.minus(below);
      const dear = decimal(amount).minus(cheap.times(quantity)).div(apart);
      const parts = [
        { quantity: quantity.minus(dear), price: cheap },
        { quantity: dear, price: cheap.plus(apart) },
      ];
      if (dear.mod(grain).isZero() && !cheap.isNegative() && comesTo(parts, amount)) return parts;
    }
  }
  throw new CannotPlace(
    'amounts_disagree',
    `${itemName}: no prices in whole fen × ${quantity.toFixed()} are ${fenToYuan(amount)}`,
  );
}

function comesTo(parts: readonly Part[], amount: Fen): boolean {
  const rounded = parts.map(({ quantity, price }) => price.times(quantity).toDecimalPlaces(0));
  return (
    parts.every(({ quantity }) => !quantity.isNegative()) && Exact.sum(...rounded).equals(amount.toString())
  );
}

/** `1250n` → `"12.5"`: the shortest text of the amount. */
export const plainYuan = (fen: Fen): string => new Exact(fenToYuan(fen)).toFixed();

/**
 * Takes `discount` off the amounts in proportion to them, in whole fen: the shares are cut, and the fen
 * that are left go to the greatest remainders, the first of equals. No amount falls below nothing.
 * @param discount 0 ≤ discount ≤ the sum of the amounts
 */
export function spread(amounts: readonly Fen[], discount: Fen): readonly Fen[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  if (discount === 0n || sum === 0n) return amounts;
  const shares = amounts.map((amount, index) => ({
    index,
    amount,
    cut: (discount * amount) / sum,
    remainder: (discount * amount) % sum,
  }));
  const left = discount - shares.reduce((total, { cut }) => total + cut, 0n);
  const byRemainder = [...shares].sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  const rounded = new Set(byRemainder.slice(0, Number(left)).map(({ index }) => index));
  return shares.map(({ index, amount, cut }) => amount - cut - (rounded.has(index) ? 1n : 0n));
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
