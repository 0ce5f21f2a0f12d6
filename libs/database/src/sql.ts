import type { Hint, HintKind } from '#domain/hint.js';

/** One SQL statement with its values. A named statement is prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
  /** Rows come as `TextRow`s. */
  readonly asTexts?: boolean;
  /**
   * What is not as it was once it has changed a row: a hint, or a kind, of which the returned rows' `id` (and `storeId`) say
   * which ones. Whoever listens is told after the commit.
   */
  readonly tells?: readonly (Hint | HintKind)[];
}

/** Something that a transaction writes once, at its very end, of all the items that it was given on the way. */
export interface LastStatement<Item> {
  of(items: readonly Item[]): Statement;
}

/**
 * A connection, or a transaction on one, that runs SQL. Rows come as pg gives them: bigint and numeric
 * as text, timestamptz as Date, bytea as Buffer.
 */
export interface Sql {
  rows<Row>(statement: Statement): Promise<Row[]>;
  /**
   * Only in a transaction: for rows that everybody wants. Written right before the commit, they are held for
   * a moment, and whoever holds them waits for nothing else.
   */
  last?<Item>(kind: LastStatement<Item>, item: Item): void;
  /** Tells who listens, in a transaction after its commit alone. Cheap: nothing is sent for it by itself. */
  hint?(hint: Hint): void;
}
