/** An amount of money in whole fen (0.01 yuan). */
export type Fen = bigint;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `12850n` → `"128.50"`. */
export function fenToYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What arithmetic in floats leaves of a whole fen: up to 10⁻⁶ above it, or below it. */
const JUST_ABOVE = /^0{5}(?:0|10*$)/;
const JUST_BELOW = /^9{6}/;

/**
 * Whole fen of decimal text in yuan or fen: `"128.5"` yuan is 12850n, and so is `"128.5000000001"`. Undefined
 * where the text is no decimal number, or further than 10⁻⁶ from a whole fen: nothing else is rounded.
 */
export function fenOf(text: string, unit: 'yuan' | 'fen'): Fen | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const places = unit === 'yuan' ? 2 : 0;
  const cut = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const rest = fraction.slice(places).padEnd(6, '0');
  if (!JUST_ABOVE.test(rest) && !JUST_BELOW.test(rest)) return undefined;
  const fen = JUST_BELOW.test(rest) ? cut + 1n : cut;
  return sign === '-' ? -fen : fen;
}

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};
