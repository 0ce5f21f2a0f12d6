/**
 * An instant as HTTP writes it (`Sun, 06 Nov 1994 08:49:37 GMT`), ms; undefined for every other form. `Date.parse`
 * alone reads a date into almost anything: `1.5` is a day of the year 2001 to it.
 */
export function httpDate(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) || new Date(ms).toUTCString() !== text ? undefined : ms;
}
