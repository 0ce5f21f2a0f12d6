/** Shades of the map: a fifth of the hours that sell is in each, so that one busy store does not pale all others. */
const SHADES = 5;

/**
 * From which amount on an hour is of the second shade, the third and so on; rounded, so that they stand still while an
 * hour changes. Fen.
 */
export function shadesOf(amounts: readonly number[]): readonly number[] {
  const sold = amounts.filter((fen) => fen > 0).sort((a, b) => a - b);
  const bounds = Array.from({ length: SHADES - 1 }, (_, at) =>
    rounded(sold[Math.floor(((at + 1) * sold.length) / SHADES)] ?? 0),
  );
  return [...new Set(bounds)].filter((bound) => bound > 0);
}

/** To two digits, and to whole yuan. */
function rounded(fen: number): number {
  const unit = Math.max(100, 10 ** (Math.floor(Math.log10(Math.max(1, fen))) - 1));
  return Math.round(fen / unit) * unit;
}

/** 0: nothing is sold; below: more went back than was sold. */
export function shadeOf(fen: number, bounds: readonly number[]): number {
  if (fen <= 0) return fen < 0 ? -1 : 0;
  return 1 + bounds.filter((bound) => fen >= bound).length;
}
