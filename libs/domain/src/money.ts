import { DomainError } from './domain-error.js';

/** An amount of money in whole fen (0.01 yuan). */
export type Fen = bigint;

const YUAN = /^(-?)(\d+)(?:\.(\d+))?$/;
const WHOLE = /^-?\d+$/;

/** `12850n` → `"128.50"`. */
export function fenToYuan(fen: Fen): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * `"128.5"` → `12850n`. Zeros behind the second decimal are allowed.
 * @throws DomainError when the text is no decimal number or not a whole fen; nothing is rounded
 */
export function yuanToFen(yuan: string): Fen {
  const [, sign, whole, fraction = ''] = YUAN.exec(yuan) ?? [];
  if (whole === undefined) throw new DomainError(`not an amount in yuan: "${yuan}"`);
  if (/[1-9]/.test(fraction.slice(2))) throw new DomainError(`not a whole fen: "${yuan}" yuan`);
  const fen = BigInt(whole + fraction.slice(0, 2).padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/**
 * `"12850"` → `12850n`.
 * @throws DomainError when the text is not a whole number
 */
export function parseFen(text: string): Fen {
  if (!WHOLE.test(text)) throw new DomainError(`not a whole number of fen: "${text}"`);
  return BigInt(text);
}

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};
