import { NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { groupBy } from '../figures/group-by.js';
import {
  type RevisionOrdersFilter,
  RevisionOrdersQuery,
  type RevisionOrderView,
} from './revision-orders.query.js';
import { RevisionSubmissionsQuery, type RevisionSubmissionView } from './revision-submissions.query.js';
import { RevisionQuery, type RevisionsFilter, type RevisionView } from './revision.query.js';
import { SalesHourQuery, type SalesHourView } from './sales-hour.query.js';

/** A derived hour. */
export interface HourPlace {
  readonly storeId: string;
  readonly hourStart: Date;
  /** Others' hours are not there. */
  readonly stores?: StoreScope | undefined;
}

export interface ReportedRevisionView extends RevisionView {
  readonly submissions: readonly RevisionSubmissionView[];
}

/** What an hour was derived to be, how each of it was reported, and of which orders it is made. */
export class HourHistoryService {
  private readonly hours: SalesHourQuery;
  private readonly revisionsOf: RevisionQuery;
  private readonly submissionsOf: RevisionSubmissionsQuery;
  private readonly ordersOf: RevisionOrdersQuery;

  constructor(database: Database) {
    this.hours = new SalesHourQuery(database);
    this.revisionsOf = new RevisionQuery(database);
    this.submissionsOf = new RevisionSubmissionsQuery(database);
    this.ordersOf = new RevisionOrdersQuery(database);
  }

  /** @throws NotFoundError */
  async hour({ storeId, hourStart, stores = null }: HourPlace): Promise<SalesHourView> {
    const hour = await this.hours.get(storeId, hourStart, stores);
    if (hour === undefined)
      throw new NotFoundError(refusal('no_derived_hour', { storeId, hourStart: hourStart.toISOString() }));
    return hour;
  }

  /** The latest first; those of dropped months are missing. */
  async revisions(filter: RevisionsFilter): Promise<ReportedRevisionView[]> {
    const revisions = await this.revisionsOf.ofHour(filter);
    const numbers = revisions.map(({ revision }) => revision);
    const reports = await this.submissionsOf.ofHour(filter.storeId, filter.hourStart, numbers);
    const byRevision = groupBy(reports, ({ revision }) => revision);
    return revisions.map((one) => ({ ...one, submissions: byRevision.get(one.revision) ?? [] }));
  }

  /** @param number undefined: the latest. @throws NotFoundError */
  async revision(place: HourPlace, number?: number): Promise<RevisionView> {
    const { storeId, hourStart, stores = null } = place;
    const hour = number === undefined || stores !== null ? await this.hour(place) : undefined;
    const wanted = number ?? hour?.revision ?? 0;
    const found = await this.revisionsOf.get(storeId, hourStart, wanted);
    if (found !== undefined) return found;
    await this.hour(place);
    throw new NotFoundError('revision', String(wanted));
  }

  /**
   * Two revisions of an hour.
   * @param to undefined: the latest; `from` undefined: the one before
   * @throws NotFoundError; DomainError naming the field
   */
  async pair(
    place: HourPlace,
    wanted: { readonly from?: number | undefined; readonly to?: number | undefined },
  ): Promise<{ from: RevisionView; to: RevisionView }> {
    const to = await this.revision(place, wanted.to);
    const from = wanted.from ?? to.revision - 1;
    if (from < 1) throw new DomainError(refusal('no_revision_before'), 'to');
    if (from >= to.revision) throw new DomainError(refusal('to_not_later_revision'), 'to');
    return { from: await this.revision(place, from), to };
  }

  /** See {@link RevisionOrdersQuery.list}. */
  orders(filter: RevisionOrdersFilter): Promise<RevisionOrderView[]> {
    return this.ordersOf.list(filter);
  }
}
