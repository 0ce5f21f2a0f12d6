import type { Fen } from './money.js';

/** Recorded orders whose store may be another, because a binding of their account has changed. */
export interface BoundScope {
  readonly accountId: string;
  /** Orders that name this store, and those that name none; null: the account is one store. */
  readonly vendorStoreId: string | null;
  /** Orders of that time and later; null: all. */
  readonly since: Date | null;
}

/** Recorded orders whose store may be another, because a store has this code now. */
export interface CodeScope {
  readonly code: string;
}

export type AttributionScope = BoundScope | CodeScope;

/** What orders sell that leave a store, or arrive at one, in a quarter of an hour: no zone's hour parts one. */
export interface MovedSales {
  /** Null: orders that belonged to no store. */
  readonly fromStoreId: string | null;
  /** Null: orders that will belong to none. */
  readonly toStoreId: string | null;
  /** The quarter's first instant. */
  readonly at: Date;
  readonly orders: number;
  readonly saleFen: Fen;
}

/** What a change of bindings or stores does to recorded orders. */
export interface Moving {
  /** All orders that go to another store, those that sell nothing too. */
  readonly orders: number;
  readonly sales: readonly MovedSales[];
}
