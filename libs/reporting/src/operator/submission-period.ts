import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { isUuid } from '#domain/ids.js';
import { readSinks, type Sink, storeExists } from '../derive/sinks.store.js';

interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Longer ones are work for a job. */
export const LONGEST_PERIOD_DAYS = 31;
export const LONGEST_JOB_DAYS = 5 * 366;
/** A slip of the keyboard, rather than an hour that anybody wants to see. */
const EARLIEST = new Date('2000-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

export const isLong = ({ from, to }: Period): boolean =>
  to.getTime() - from.getTime() > LONGEST_PERIOD_DAYS * DAY_MS;

/** @throws DomainError naming the field */
export function refuseBadPeriod({ from, to }: Period, mostDays: number): void {
  if (Number.isNaN(from.getTime())) throw new DomainError('from is no instant', 'from');
  if (Number.isNaN(to.getTime())) throw new DomainError('to is no instant', 'to');
  if (from < EARLIEST) throw new DomainError('from must not be before the year 2000', 'from');
  if (from >= to) throw new DomainError('to must be later than from', 'to');
  if (to.getTime() - from.getTime() > mostDays * DAY_MS)
    throw new DomainError(`a period is at most ${String(mostDays)} days long`, 'to');
}

export const NOT_REPORTED = new DomainError(
  'no account reports these hours of the store: bind it to one first',
  'storeId',
);

/** @throws DomainError where nobody reports the store, or there is none */
export async function anySinkOf(sql: Sql, storeId: string): Promise<Sink> {
  const [sink] = isUuid(storeId) ? await readSinks(sql, [storeId]) : [];
  if (sink !== undefined) return sink;
  if (isUuid(storeId) && (await storeExists(sql, storeId))) throw NOT_REPORTED;
  throw new DomainError('there is no such store', 'storeId');
}
