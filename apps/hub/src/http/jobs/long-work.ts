import { Injectable } from '@nestjs/common';
import { AttributionQuery } from '#ledger/attribution/attribution.query.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import { BackfillQuery } from '#polling/plan/backfill.query.js';
import { RunsQuery } from '#reconciliation/operator/runs.query.js';
import { SubmissionJobsService } from '#reporting/operator/submission-jobs.service.js';
import { newestFirst } from '../listing.js';
import { ofAttribution, ofBackfill, ofRefold, ofRun, ofSubmissions } from './job.contract.js';

export interface LongWorkPart {
  readonly state?: 'open' | 'done' | undefined;
  /** Undefined: all. */
  readonly kinds?: readonly string[] | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** All long work as one list, whichever lib does it. */
@Injectable()
export class LongWork {
  constructor(
    private readonly attributions: AttributionQuery,
    private readonly refolds: RefoldQuery,
    private readonly submissions: SubmissionJobsService,
    private readonly runs: RunsQuery,
    private readonly backfills: BackfillQuery,
  ) {}

  /** The newest first; what nobody asks for is not read. */
  async list({ kinds, ...filter }: LongWorkPart, now: Date) {
    const wants = (kind: string): boolean => kinds === undefined || kinds.includes(kind);
    const parts = await Promise.all([
      this.moves(filter, wants).then((found) => found.map((one) => ofAttribution(one, now))),
      this.refolds.list(filter, kinds).then((found) => found.map((one) => ofRefold(one, now))),
      wants('submissions')
        ? this.submissions.list(filter).then((found) => found.map((one) => ofSubmissions(one, now)))
        : [],
      wants('reconciliation')
        ? this.runs.list(filter).then((found) => found.map((one) => ofRun(one, now)))
        : [],
      wants('backfill')
        ? this.backfills.list(filter).then((found) => found.map((one) => ofBackfill(one, now)))
        : [],
    ]);
    return parts
      .flatMap((part): readonly { readonly id: string }[] => part)
      .sort(newestFirst)
      .slice(0, filter.limit);
  }

  async get(id: string, now: Date) {
    const [moving, folding, submitting, comparing, listing] = await Promise.all([
      this.attributions.get(id),
      this.refolds.get(id),
      this.submissions.get(id),
      this.runs.get(id),
      this.backfills.get(id),
    ]);
    if (moving !== undefined) return ofAttribution(moving, now);
    if (folding !== undefined) return ofRefold(folding, now);
    if (submitting !== undefined) return ofSubmissions(submitting, now);
    if (comparing !== undefined) return ofRun(comparing, now);
    return listing && ofBackfill(listing, now);
  }

  /** Bindings' and rule sets' are one table. */
  private async moves(filter: Omit<LongWorkPart, 'kinds'>, wants: (kind: string) => boolean) {
    const [bindings, rules] = [wants('attribution'), wants('rules')];
    if (bindings && rules) return this.attributions.list(filter);
    if (!bindings && !rules) return [];
    return this.attributions.list(filter, bindings ? 'bindings' : 'rules');
  }
}
