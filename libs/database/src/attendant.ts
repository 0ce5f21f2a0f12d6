import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from './sql.js';

/** Goes with a piece of work, and has the last word in each of its transactions. */
export interface Attendant {
  /** Right before the commit, and before what was to be written last. What it throws rolls the transaction back. */
  beforeCommit(sql: Sql): Promise<void>;
}

const attending = new AsyncLocalStorage<Attendant>();

/** Every transaction that `work` begins is attended, those of its awaits too. What only a later caller begins is not. */
export const attendedBy = <T>(attendant: Attendant, work: () => T): T => attending.run(attendant, work);

export const attendant = (): Attendant | undefined => attending.getStore();
