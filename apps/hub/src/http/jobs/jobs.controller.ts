import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { job, jobPage, jobQuery } from '#admin-contract/job.js';
import { AttributionQuery, type AttributionView } from '#ledger/attribution/attribution.query.js';
import { RefoldQuery, type RefoldView } from '#ledger/refold/refold.query.js';
import { RunsQuery, type RunView } from '#reconciliation/operator/runs.query.js';
import { RunsService } from '#reconciliation/operator/runs.service.js';
import {
  type SubmissionJobView,
  SubmissionJobsService,
} from '#reporting/operator/submission-jobs.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('jobs', 'jobs')
export class JobsController {
  constructor(
    private readonly attributions: AttributionQuery,
    private readonly refolds: RefoldQuery,
    private readonly submissions: SubmissionJobsService,
    private readonly runs: RunsQuery,
    private readonly runsService: RunsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists long work with how far it is, the newest first' })
  @Answers(200, jobPage)
  list(@Query({ schema: jobQuery }) query: z.output<typeof jobQuery>) {
    return listPart(query, BY_ID, async ({ limit, after }) => {
      const filter = { state: query.state, limit, before: after };
      const [moving, folding, submitting, comparing] = await Promise.all([
        this.attributions.list(filter),
        this.refolds.list(filter),
        this.submissions.list(filter),
        this.runs.list(filter),
      ]);
      return [
        ...[...moving.map(ofAttribution), ...folding.map(ofRefold), ...submitting.map(ofSubmissions)],
        ...comparing.map(ofRun),
      ]
        .sort(newestFirst)
        .slice(0, limit);
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a job with how far it is' })
  @Answers(200, job)
  async read(@Param('id', IdPipe) id: string) {
    return this.get(id);
  }

  @Post(':id/pause')
  @ApiOperation({ summary: 'Pauses a job of kind submissions or reconciliation; what it has done stays' })
  @Answers(200, job)
  async pause(@Param('id', IdPipe) id: string) {
    await (await this.stoppable(id)).pause(id);
    return this.get(id);
  }

  @Post(':id/resume')
  @ApiOperation({ summary: 'Lets a paused job go on where it was' })
  @Answers(200, job)
  async resume(@Param('id', IdPipe) id: string) {
    await (await this.stoppable(id)).resume(id);
    return this.get(id);
  }

  @Post(':id/cancel')
  @ApiOperation({ summary: 'Ends a job of kind submissions or reconciliation; what it has done stays' })
  @Answers(200, job)
  async cancel(@Param('id', IdPipe) id: string) {
    await (await this.stoppable(id)).cancel(id);
    return this.get(id);
  }

  private async get(id: string) {
    const [moving, folding, submitting, comparing] = await Promise.all([
      this.attributions.get(id),
      this.refolds.get(id),
      this.submissions.get(id),
      this.runs.get(id),
    ]);
    if (moving !== undefined) return ofAttribution(moving);
    if (folding !== undefined) return ofRefold(folding);
    if (submitting !== undefined) return ofSubmissions(submitting);
    if (comparing !== undefined) return ofRun(comparing);
    throw new NotFoundError('job', id);
  }

  /** Who stops it. @throws NotFoundError, ConflictError for a job that others wait for */
  private async stoppable(id: string): Promise<SubmissionJobsService | RunsService> {
    const { kind } = await this.get(id);
    if (kind === 'submissions') return this.submissions;
    if (kind === 'reconciliation') return this.runsService;
    throw new ConflictError(
      `a job of kind ${kind} goes on until it is done: only submissions and reconciliation can be stopped`,
      'id',
    );
  }
}

const NO_PERIOD = { submissions: null, reconciliation: null };
const NOTHING_MOVED = { ruleVersion: null, storeIds: [], legsLooked: 0, ordersMoved: 0, legsLeft: 0 };

const ofAttribution = (attribution: AttributionView) => ({
  ...attribution,
  kind: attribution.ruleVersion === null ? 'attribution' : 'rules',
  ...NO_PERIOD,
});

const ofRefold = ({ ordersChanged, ...refold }: RefoldView) => ({
  ...refold,
  ...{ accountId: null, ruleVersion: null },
  storeIds: [],
  ordersMoved: ordersChanged,
  ...NO_PERIOD,
});

const ofSubmissions = ({
  id,
  state,
  errorMessage,
  createdAt,
  finishedAt,
  ...submissions
}: SubmissionJobView) => ({
  ...{ id, state, errorMessage, createdAt, finishedAt, submissions, kind: 'submissions' },
  ...{ accountId: null, ...NOTHING_MOVED, reconciliation: null },
});

const ofRun = ({ report: { compared, differing, ordersLeft }, ...run }: RunView) => ({
  ...{ ...run, kind: 'reconciliation', ...NOTHING_MOVED, submissions: null },
  reconciliation: { ...run, compared, differing, ordersLeft },
});

const newestFirst = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
