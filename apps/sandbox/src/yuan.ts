/** Yuan of at most two decimals, as text, to whole fen; more decimals are the caller's to refuse. */
export function fenOfYuan(yuan: string): bigint {
  const [, sign = '', whole = '0', cents = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan) ?? [];
  return BigInt(`${sign}${whole}${cents.padEnd(2, '0')}`);
}

/** Whole fen, not negative, as yuan with two decimals. */
export const yuanOfFen = (fen: number): string =>
  `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
