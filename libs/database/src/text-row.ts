/**
 * A row as the server wrote it, column by column: where millions are read, making objects of them would be most of the
 * work. Instants of our sessions are ISO and of UTC (`pool.ts`), truth values `t` and `f`.
 */
export type TextRow = readonly (string | null)[];

/** Where each column stands. @param columns SQL, by name, in the order in which they are read */
export function placesOf<Name extends string>(
  columns: Readonly<Record<Name, string>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(columns) as Name[];
  return Object.fromEntries(names.map((name, at) => [name, at])) as Record<Name, number>;
}

/** Of a column that is never null. */
export const textAt = (row: TextRow, at: number): string => row[at] ?? '';

export const maybeTextAt = (row: TextRow, at: number): string | null => row[at] ?? null;

export const instantAt = (row: TextRow, at: number): Date => instantOf(row[at] ?? '');

export function maybeInstantAt(row: TextRow, at: number): Date | null {
  const text = row[at] ?? null;
  return text === null ? null : instantOf(text);
}

export function maybeBigintAt(row: TextRow, at: number): bigint | null {
  const text = row[at] ?? null;
  return text === null ? null : BigInt(text);
}

const ZERO = 48;
const two = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

/**
 * Of `2026-03-05 12:34:56.78+00`, several times as quick as what reads any instant; a part of a second as far as it is
 * not zero, to the millisecond.
 * @throws RangeError for one that is not of UTC, or not of a year with four digits
 */
export function instantOf(text: string): Date {
  if (text[4] !== '-' || !text.endsWith('+00'))
    throw new RangeError('not an instant as our sessions write it');
  let ms = 0;
  for (let at = 20, unit = 100; at < text.length - 3 && unit >= 1; at += 1, unit /= 10)
    ms += (text.charCodeAt(at) - ZERO) * unit;
  const year = two(text, 0) * 100 + two(text, 2);
  return new Date(
    Date.UTC(year, two(text, 5) - 1, two(text, 8), two(text, 11), two(text, 14), two(text, 17), ms),
  );
}
