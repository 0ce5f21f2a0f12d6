import type { Sql } from '#database/sql.js';
import type { RepairKind } from '#domain/repair.js';

/** A repair as far as the lib that does it needs to know it. */
export interface RepairToDo {
  readonly kind: RepairKind;
  /** Whose vendor is asked or told. */
  readonly accountId: string;
  readonly legId: string | null;
  readonly orderId: string | null;
  readonly storeId: string | null;
  /** Of an hour's. */
  readonly hourStart: Date | null;
  /** What is to be listed again, where it is not the time around the order: half-open. */
  readonly stretch?: { readonly from: Date; readonly to: Date };
}

/** The name of the API key of whoever approved it; null: the hub by itself, which only what is never sent allows. */
export type RepairedBy = string | null;

/** What became of a repair that was begun, in the words of the lib that does it. */
export type RepairEnd =
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly code: string; readonly message: string }
  /** Under way, or waiting: for what, where that is known. */
  | { readonly is: 'open'; readonly code: string | null; readonly message: string | null };

/** How one kind of repair is done: by the lib that owns it, whose rules are the last word. */
export interface RepairAction<Kind extends RepairKind = RepairKind> {
  readonly kind: Kind;
  /**
   * Asks for it in the caller's transaction, which keeps the reference: begun once, however often it is tried.
   * @returns by what its end is known later
   * @throws DomainError, ConflictError where it cannot be done as things stand; nothing is written then
   */
  begin(sql: Sql, repair: RepairToDo, by: RepairedBy): Promise<{ readonly ref: string }>;
  /** Of each reference; one that is not known any more is missing. In as many statements as for one. */
  ended(sql: Sql, refs: readonly string[]): Promise<ReadonlyMap<string, RepairEnd>>;
}
