import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { isUuid } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
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
  if (Number.isNaN(from.getTime())) throw new DomainError(refusal('from_no_instant'), 'from');
  if (Number.isNaN(to.getTime())) throw new DomainError(refusal('to_no_instant'), 'to');
  if (from < EARLIEST) throw new DomainError(refusal('from_before_2000'), 'from');
  if (from >= to) throw new DomainError(refusal('to_not_after_from'), 'to');
  if (to.getTime() - from.getTime() > mostDays * DAY_MS)
    throw new DomainError(refusal('period_too_long', { days: mostDays }), 'to');
}

export const NOT_REPORTED = new DomainError(refusal('store_not_reported'), 'storeId');

/** @throws DomainError where nobody reports the store, or there is none */
export async function anySinkOf(sql: Sql, storeId: string): Promise<Sink> {
  const [sink] = isUuid(storeId) ? await readSinks(sql, [storeId]) : [];
  if (sink !== undefined) return sink;
  if (isUuid(storeId) && (await storeExists(sql, storeId))) throw NOT_REPORTED;
  throw new DomainError(refusal('no_such_store'), 'storeId');
}
