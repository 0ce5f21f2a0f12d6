import { binaryArray } from './binary-array.js';

export interface InputRows {
  /** `unnest($1::uuid[], …) AS input(column, …)`, to stand in a FROM clause. */
  readonly from: string;
  readonly values: readonly unknown[];
}

/**
 * Sends a list of rows as one array per column, so that one prepared statement serves any length.
 * @param types PostgreSQL type of each column that is sent
 * @param firstParameter number of the first `$n` to use
 */
export function inputRows<Column extends string>(
  rows: readonly Readonly<Record<NoInfer<Column>, unknown>>[],
  types: Readonly<Record<Column, string>>,
  firstParameter = 1,
): InputRows {
  const columns = Object.keys(types) as Column[];
  const parameters = columns.map((column, at) => `$${String(firstParameter + at)}::${types[column]}[]`);
  return {
    from: `unnest(${parameters.join(', ')}) AS input(${columns.join(', ')})`,
    values: columns.map((column) => {
      const values = rows.map((row) => row[column]);
      return binaryArray(types[column], values) ?? values;
    }),
  };
}
