import { BulksQuery } from '#bulk/bulks.query.js';
import { AttributionQuery } from '#ledger/attribution/attribution.query.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import { BackfillQuery } from '#polling/plan/backfill.query.js';
import { RunsQuery } from '#reconciliation/operator/runs.query.js';
import { SubmissionJobsService } from '#reporting/operator/submission-jobs.service.js';
import { newestFirst } from '../listing.js';
import { ofAttribution, ofBackfill, ofBulk, ofRefold, ofRun, ofSubmissions } from './job.contract.js';

export interface LongWorkPart {
  readonly state?: 'open' | 'done' | undefined;
  /** Undefined: all. */
  readonly kinds?: readonly string[] | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

interface WorkParts {
  readonly attributions: AttributionQuery;
  readonly refolds: RefoldQuery;
  readonly submissions: SubmissionJobsService;
  readonly runs: RunsQuery;
  readonly backfills: BackfillQuery;
  readonly bulks: BulksQuery;
}

/** All long work as one list, whichever lib does it. */
export class LongWork {
  constructor(private readonly parts: WorkParts) {}

  /** The newest first; what nobody asks for is not read. */
  async list({ kinds, ...filter }: LongWorkPart, now: Date) {
    const { refolds, submissions, runs, backfills, bulks } = this.parts;
    const wants = (kind: string): boolean => kinds === undefined || kinds.includes(kind);
    const parts = await Promise.all([
      this.moves(filter, wants).then((found) => found.map((one) => ofAttribution(one, now))),
      refolds.list(filter, kinds).then((found) => found.map((one) => ofRefold(one, now))),
      wants('submissions')
        ? submissions.list(filter).then((found) => found.map((one) => ofSubmissions(one, now)))
        : [],
      wants('reconciliation') ? runs.list(filter).then((found) => found.map((one) => ofRun(one, now))) : [],
      wants('backfill')
        ? backfills.list(filter).then((found) => found.map((one) => ofBackfill(one, now)))
        : [],
      wants('bulk') ? bulks.begun(filter).then((found) => found.map((one) => ofBulk(one, now))) : [],
    ]);
    return parts
      .flatMap((part): readonly { readonly id: string }[] => part)
      .sort(newestFirst)
      .slice(0, filter.limit);
  }

  async get(id: string, now: Date) {
    const { attributions, refolds, submissions, runs, backfills, bulks } = this.parts;
    const [moving, folding, submitting, comparing, listing, acting] = await Promise.all([
      attributions.get(id),
      refolds.get(id),
      submissions.get(id),
      runs.get(id),
      backfills.get(id),
      bulks.get(id),
    ]);
    if (moving !== undefined) return ofAttribution(moving, now);
    if (folding !== undefined) return ofRefold(folding, now);
    if (submitting !== undefined) return ofSubmissions(submitting, now);
    if (comparing !== undefined) return ofRun(comparing, now);
    if (listing !== undefined) return ofBackfill(listing, now);
    return acting?.startedAt == null ? undefined : ofBulk(acting, now);
  }

  /** Bindings' and rule sets' are one table. */
  private async moves(filter: Omit<LongWorkPart, 'kinds'>, wants: (kind: string) => boolean) {
    const [bindings, rules] = [wants('attribution'), wants('rules')];
    if (bindings && rules) return this.parts.attributions.list(filter);
    if (!bindings && !rules) return [];
    return this.parts.attributions.list(filter, bindings ? 'bindings' : 'rules');
  }
}

export const longWork = {
  provide: LongWork,
  useFactory: (
    attributions: AttributionQuery,
    refolds: RefoldQuery,
    submissions: SubmissionJobsService,
    runs: RunsQuery,
    backfills: BackfillQuery,
    bulks: BulksQuery,
  ) => new LongWork({ attributions, refolds, submissions, runs, backfills, bulks }),
  inject: [AttributionQuery, RefoldQuery, SubmissionJobsService, RunsQuery, BackfillQuery, BulksQuery],
};
