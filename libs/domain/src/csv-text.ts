import { stringify } from 'csv-stringify/sync';

/** Says that the rest of the cell is text. A cell that really begins with one is written with two. */
export const TEXT_MARK = "'";
/** What a spreadsheet reads as a number, a date, a formula or a truth value, and writes back as such. */
const NOT_PLAINLY_TEXT = /^[!-@[-`{-~]|^(true|false|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** @param spreadsheet whether a text that a spreadsheet would change is marked as text */
export const textCell = (text: string, spreadsheet: boolean): string =>
  text.startsWith(TEXT_MARK) || (spreadsheet && NOT_PLAINLY_TEXT.test(text)) ? TEXT_MARK + text : text;

/**
 * Rows as CSV (RFC 4180, UTF-8, CRLF).
 * @param bom whether a byte order mark stands before them: at the beginning of a file
 */
export const csvText = (rows: readonly (readonly string[])[], bom: boolean): string =>
  // By itself it quotes a cell only for the line end that it writes.
  stringify([...rows], { bom, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
