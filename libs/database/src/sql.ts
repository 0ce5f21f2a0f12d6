/** One SQL statement with its values. A named statement is prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
}

/**
 * A connection, or a transaction on one, that runs SQL. Rows come as pg gives them: bigint and numeric
 * as text, timestamptz as Date, bytea as Buffer.
 */
export interface Sql {
  rows<Row>(statement: Statement): Promise<Row[]>;
}
