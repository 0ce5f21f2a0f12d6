import type { LastStatement, Sql } from './sql.js';

/** What a transaction has yet to write before its commit: one statement a kind, in the order they were first asked for. */
export class LastStatements {
  private readonly wanted = new Map<LastStatement<never>, unknown[]>();

  add<Item>(kind: LastStatement<Item>, item: Item): void {
    const items = this.wanted.get(kind) ?? [];
    this.wanted.set(kind, [...items, item]);
  }

  async run(sql: Sql): Promise<void> {
    for (const [kind, items] of this.wanted) await sql.rows(kind.of(items as never[]));
  }
}
