/** An amount of money in whole fen (0.01 yuan). */
export type Fen = bigint;

/**
 * Beyond this, ten milliards of yuan, a number is no amount of an order but a slip, say a bar code in the wrong field.
 * An hour of nine million orders of this amount still has a sum that 64 bits hold.
 */
export const MOST_FEN: Fen = 1_000_000_000_000n;

export const isAmount = (fen: Fen): boolean => fen <= MOST_FEN && fen >= -MOST_FEN;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `12850n` → `"128.50"`. */
export function fenToYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What arithmetic in floats leaves of a whole fen: up to 10⁻⁶ above it, or below it. */
const JUST_ABOVE = /^0{5}(?:0|10*$)/;
const JUST_BELOW = /^9{6}/;

/** An amount, or why there is none. */
export type ReadFen = { readonly fen: Fen } | { readonly fault: 'not_an_amount' | 'not_whole_fen' };

/**
 * Whole fen of decimal text in yuan or fen: `"128.5"` yuan is 12850n, and so is `"128.5000000001"`. What is further than
 * 10⁻⁶ from a whole fen is a fault: nothing else is rounded. So is text that is no decimal number, and what lies beyond
 * {@link MOST_FEN}.
 */
export function readFen(text: string, unit: 'yuan' | 'fen'): ReadFen {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return { fault: 'not_an_amount' };
  const places = unit === 'yuan' ? 2 : 0;
  const cut = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const rest = fraction.slice(places).padEnd(6, '0');
  if (!JUST_ABOVE.test(rest) && !JUST_BELOW.test(rest)) return { fault: 'not_whole_fen' };
  const fen = JUST_BELOW.test(rest) ? cut + 1n : cut;
  return isAmount(fen) ? { fen: sign === '-' ? -fen : fen } : { fault: 'not_an_amount' };
}

/** The same where it does not matter why there is none. */
export function fenOf(text: string, unit: 'yuan' | 'fen'): Fen | undefined {
  const read = readFen(text, unit);
  return 'fen' in read ? read.fen : undefined;
}

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};
