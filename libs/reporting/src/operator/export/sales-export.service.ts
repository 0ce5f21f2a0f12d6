import { NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import { DomainError } from '#domain/domain-error.js';
import { ExportCsv } from './export-csv.js';
import { type ExportBy, ExportRows } from './export-rows.js';
import { type ExportSlice, slicesOf } from './export-slices.js';
import { ExportedHoursQuery, type ExportPeriod } from './exported-hours.query.js';

export interface SalesExport extends ExportPeriod {
  readonly by: ExportBy;
  /** Whether texts that a spreadsheet would change are marked as text. */
  readonly spreadsheet: boolean;
}

/** Hours that one statement reads. */
const HOURS_AT_ONCE = 1_000;
/** Words that are counted, and those of them, the most frequent, that have a column: beyond lies what is no method. */
const MOST_WORDS = 1_000;
const MOST_METHODS = 60;

/** Writes hourly sales for people, as CSV. */
export class SalesExportService {
  private readonly read: ExportedHoursQuery;

  constructor(database: Database) {
    this.read = new ExportedHoursQuery(database);
  }

  /**
   * A file in parts, the first of which is its header: each is read and written when it is asked for. Rows of different
   * parts are of different moments.
   * @param stopped looked at before each statement; the parts end by throwing its reason
   * @throws DomainError naming the field; NotFoundError
   */
  async *csv(wanted: SalesExport, stopped: AbortSignal): AsyncGenerator<string> {
    if (wanted.from >= wanted.to) throw new DomainError('to must be later than from', 'to');
    const stores = await this.read.stores(wanted.storeId);
    if (stores.length === 0 && wanted.storeId !== undefined) throw new NotFoundError('store', wanted.storeId);
    const period = (await this.read.derivedPart(wanted)) ?? { from: wanted.from, to: wanted.from };
    const slices = (): Iterable<ExportSlice> => slicesOf(stores, period, HOURS_AT_ONCE);
    const methods = await this.methods(slices(), stopped);
    const csv = new ExportCsv(wanted.by, methods, wanted.spreadsheet);
    const rows = new ExportRows(wanted.by, period.to);
    yield csv.header();
    for (const slice of slices()) {
      stopped.throwIfAborted();
      yield csv.rows(rows.take(await this.read.hours(slice, methods)));
    }
    yield csv.rows(rows.close()) + csv.total(rows.total);
  }

  /** The vendors' words for how was paid in the period, in order. */
  private async methods(slices: Iterable<ExportSlice>, stopped: AbortSignal): Promise<string[]> {
    const counted = new Map<string, number>();
    for (const slice of slices) {
      stopped.throwIfAborted();
      for (const { method, postings } of await this.read.methods(slice)) {
        const before = counted.get(method);
        if (before !== undefined || counted.size < MOST_WORDS) counted.set(method, (before ?? 0) + postings);
      }
    }
    const byFrequency = [...counted].sort(([, one], [, other]) => other - one);
    return byFrequency
      .slice(0, MOST_METHODS)
      .map(([method]) => method)
      .sort();
  }
}
