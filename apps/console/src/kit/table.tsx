import type { ReactNode } from 'react';
import { classes } from './classes.js';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Names the row to who hears it. */
  readonly isRowHead?: boolean;
  readonly isNumber?: boolean;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The key of the row that the keyboard is at. */
  readonly current?: string | undefined;
}

/** Rows of one kind. Where it is wider than the screen it is scrolled by itself, by the keyboard too. */
export function Table<Row>({ caption, columns, rows, keyOf, current }: TableProps<Row>) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full text-left">
        <thead className="text-sm text-muted">
          <tr className="*:px-4 *:py-2 *:font-medium">
            {columns.map(({ key, head, isNumber }) => (
              <th key={key} scope="col" className={classes('whitespace-nowrap', isNumber && 'text-right')}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)} row={row} columns={columns} isCurrent={keyOf(row) === current} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Chinese breaks after any glyph: on a narrow screen a column would become one glyph wide, were it not kept from that. */
const NOT_A_GLYPH_WIDE = 'max-lg:min-w-24';

interface TableRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly isCurrent: boolean;
}

function TableRow<Row>({ row, columns, isCurrent }: TableRowProps<Row>) {
  return (
    <tr
      aria-current={isCurrent || undefined}
      className="border-t border-line align-top *:px-4 *:py-2 hover:bg-raised aria-[current]:bg-accent-soft"
    >
      {columns.map(({ key, cell, isRowHead, isNumber }) =>
        isRowHead === true ? (
          <th key={key} scope="row" className={classes('font-semibold', NOT_A_GLYPH_WIDE)}>
            {cell(row)}
          </th>
        ) : (
          <td key={key} className={isNumber === true ? 'text-right' : NOT_A_GLYPH_WIDE}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
