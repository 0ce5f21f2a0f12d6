import { NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import { ExportCsv } from './export-csv.js';
import { type ExportBy, ExportRows } from './export-rows.js';
import { type ExportSlice, slicesOf } from './export-slices.js';
import { ExportedHoursQuery } from './exported-hours.query.js';
import {
  cut,
  type ExportSpan,
  hull,
  refuseBackwards,
  type StoresPeriod,
  storesPeriods,
} from './export-periods.js';

export interface SalesExport {
  /** Of all stores of the scope where it is left out. */
  readonly storeId?: string | undefined;
  /** Others are not there. */
  readonly stores?: StoreScope | undefined;
  readonly span: ExportSpan;
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
    const { storeId, span, stores: scope = null } = wanted;
    refuseBackwards(span);
    const stores = await this.read.stores(storeId, scope);
    if (stores.length === 0 && storeId !== undefined) throw new NotFoundError('store', storeId);
    const periods = await this.derivedPeriods(storesPeriods(stores, span), { storeId, scope });
    const slices = (): Iterable<ExportSlice> =>
      (function* () {
        for (const period of periods) yield* slicesOf(period.stores, period, HOURS_AT_ONCE);
      })();
    const methods = await this.methods(slices(), stopped);
    const csv = new ExportCsv(wanted.by, methods, wanted.spreadsheet);
    const rows = new ExportRows(wanted.by, endsOf(periods));
    yield csv.header();
    for (const slice of slices()) {
      stopped.throwIfAborted();
      yield csv.rows(rows.take(await this.read.hours(slice, methods)));
    }
    yield csv.rows(rows.close()) + csv.total(rows.total);
  }

  /** What of them lies in the time in which hours were derived. */
  private async derivedPeriods(
    periods: readonly StoresPeriod[],
    of: { readonly storeId: string | undefined; readonly scope: StoreScope },
  ) {
    const whole = hull(periods);
    const derived = whole && (await this.read.derivedPart({ ...of, ...whole }));
    return derived === undefined ? [] : cut(periods, derived);
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

/** Where each store's part of the file ends. */
const endsOf = (periods: readonly StoresPeriod[]): ReadonlyMap<string, Date> =>
  new Map(periods.flatMap(({ stores, to }) => stores.map(({ id }) => [id, to] as const)));
