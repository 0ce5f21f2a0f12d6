import { kindOf } from '#domain/thrown.js';

/** By REST: the database's own words may quote an order or a person, and are for the log alone. */
export const toldOf = (error: unknown, isLater: boolean): string =>
  isLater
    ? `waits: the database is away, or somebody keeps a lock (${kindOf(error)})`
    : `unexpected fault: ${kindOf(error)}`;
