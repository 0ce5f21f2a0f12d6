import type { StoreScope } from '#domain/access.js';

/** What a statement has more for whoever sees single stores. Without a scope nothing of it is another, nor its plan. */
export interface ScopedPiece {
  /** The end of its name: one name is one text. */
  readonly name: string;
  /** The end of its WHERE. */
  readonly and: string;
  /** The last of its values. */
  readonly values: readonly unknown[];
}

const UNSCOPED: ScopedPiece = { name: '', and: '', values: [] };

/** @param parameter the one after the statement's own @param of SQL of the stores that the parameter has */
export const scopedTo = (
  scope: StoreScope | undefined,
  parameter: string,
  of: (stores: string) => string,
): ScopedPiece =>
  scope === null || scope === undefined
    ? UNSCOPED
    : { name: '_of_stores', and: ` AND ${of(parameter)}`, values: [scope] };
