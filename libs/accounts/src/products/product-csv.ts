import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { csvText, TEXT_MARK, textCell } from '#domain/csv-text.js';
import { fault } from '#domain/refusal.js';
import { InvalidFieldsError, refuseFaults } from '../account-errors.js';
import type { MappingInput, Placed } from './product-input.js';
import type { ProductMapping } from './product-mapping.js';

const COLUMNS = ['itemName', 'itemSpec', 'productUid', 'units'] as const;
type Column = (typeof COLUMNS)[number];
const REQUIRED: readonly Column[] = ['itemName', 'productUid'];

const FAULTS_OF_FORM = {
  CSV_QUOTE_NOT_CLOSED: 'csv_quote_not_closed',
  CSV_INVALID_CLOSING_QUOTE: 'csv_text_after_quote',
  INVALID_OPENING_QUOTE: 'csv_quote_unquoted',
  CSV_MAX_RECORD_SIZE: 'csv_row_too_long',
} as const;
type FormFault = (typeof FAULTS_OF_FORM)[keyof typeof FAULTS_OF_FORM] | 'csv_row_unreadable';

/**
 * Mappings as CSV (RFC 4180, UTF-8 with a byte order mark, CRLF).
 * @param spreadsheet whether cells that a spreadsheet would change are marked as text: the file is then for
 *   people, and is taken back unchanged all the same
 */
export function writeProductCsv(mappings: readonly ProductMapping[], spreadsheet: boolean): string {
  const marked = (text: string): string => textCell(text, spreadsheet);
  const rows = mappings.map(({ itemName, itemSpec, productUid, units }) => [
    marked(itemName),
    marked(itemSpec),
    marked(productUid),
    units,
  ]);
  return csvText([COLUMNS, ...rows], true);
}

export interface ProductRows {
  readonly rows: readonly Placed<MappingInput>[];
  /** Of rows that do not fit the header. */
  readonly faults: readonly FieldFault[];
}

/**
 * Rows are named as a spreadsheet numbers them: row 1 is the header. Empty rows are passed over.
 * @throws InvalidFieldsError when it is no CSV with the columns wanted
 */
export function readProductCsv(body: Buffer): ProductRows {
  const [header = [], ...records] = recordsOf(body);
  const columns = header.map((name) => name.trim());
  refuseFaults(headerFaults(columns));
  const filled = records
    .map((cells, index) => ({ place: `rows.${String(index + 2)}`, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return {
    rows: filled.map(({ place, cells }) => ({ place, input: inputOf(columns, cells) })),
    faults: filled
      .filter(({ cells }) => cells.some((cell, index) => cell.trim() !== '' && !columns[index]))
      .map(({ place }) => fault(place, 'csv_cell_without_column')),
  };
}

function recordsOf(body: Buffer): string[][] {
  if (!isUtf8(body)) throw new InvalidFieldsError([NOT_UTF8]);
  try {
    return parse(body, { bom: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InvalidFieldsError([formFault(error)]);
  }
}

const NOT_UTF8: FieldFault = fault('', 'csv_not_utf8');

/** In our words: the reader's own quote the cell. */
function formFault(error: CsvError): FieldFault {
  const finished = typeof error['records'] === 'number' ? error['records'] : 0;
  const code: FormFault =
    new Map<string, FormFault>(Object.entries(FAULTS_OF_FORM)).get(error.code) ?? 'csv_row_unreadable';
  return fault(`rows.${String(finished + 1)}`, code);
}

function headerFaults(columns: readonly string[]): FieldFault[] {
  const at = (name: string): string => `rows.1.${name.slice(0, 40)}`;
  const known: readonly string[] = COLUMNS;
  const strange = columns.filter((name) => name !== '' && !known.includes(name));
  const twice = columns.filter((name, index) => known.includes(name) && columns.indexOf(name) < index);
  return [
    ...strange.map((name) => fault(at(name), 'csv_column_unknown', { columns: COLUMNS.join(', ') })),
    ...twice.map((name) => fault(at(name), 'csv_column_twice')),
    ...REQUIRED.filter((name) => !columns.includes(name)).map((name) =>
      fault(at(name), 'csv_column_missing'),
    ),
  ];
}

function inputOf(columns: readonly string[], cells: readonly string[]): MappingInput {
  const cell = (column: Column): string => unmarked(cells[columns.indexOf(column)]?.trim() ?? '');
  return {
    itemName: cell('itemName'),
    itemSpec: cell('itemSpec'),
    productUid: cell('productUid'),
    units: cell('units'),
  };
}

const unmarked = (text: string): string => (text.startsWith(TEXT_MARK) ? text.slice(1) : text);
