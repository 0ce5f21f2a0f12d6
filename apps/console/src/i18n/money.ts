/**
 * Fen as yuan with two decimals and separated thousands, by the digits alone: no rounding, no double. A JSON reader takes
 * every number for a double, so amounts beyond 2^53 fen are shown as that reads them.
 */
export function yuanOf(fen: number | string | bigint): string {
  const digits = BigInt(fen);
  const sign = digits < 0n ? '−' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(3, '0');
  const whole = text.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${text.slice(-2)}`;
}

/**
 * What a person typed as yuan, in fen.
 *
 * @returns undefined where it is no amount of at most two decimals
 */
export function fenOf(yuan: string): bigint | undefined {
  const [, whole = '', cents = ''] =
    /^\s*(\d{1,13})(?:[.．](\d{1,2}))?\s*$/.exec(yuan.replace(/[,，]/g, '')) ?? [];
  return whole === '' ? undefined : BigInt(whole + cents.padEnd(2, '0'));
}
