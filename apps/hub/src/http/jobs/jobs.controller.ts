import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { job, jobPage, jobQuery } from '#admin-contract/job.js';
import { AttributionQuery, type AttributionView } from '#ledger/attribution/attribution.query.js';
import { RefoldQuery, type RefoldView } from '#ledger/refold/refold.query.js';
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
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists long work with how far it is, the newest first' })
  @Answers(200, jobPage)
  list(@Query({ schema: jobQuery }) query: z.output<typeof jobQuery>) {
    return listPart(query, BY_ID, async ({ limit, after }) => {
      const filter = { state: query.state, limit, before: after };
      const [moving, folding, submitting] = await Promise.all([
        this.attributions.list(filter),
        this.refolds.list(filter),
        this.submissions.list(filter),
      ]);
      return [...moving.map(ofAttribution), ...folding.map(ofRefold), ...submitting.map(ofSubmissions)]
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
  @ApiOperation({ summary: 'Pauses a job of kind submissions after the hours in hand' })
  @Answers(200, job)
  async pause(@Param('id', IdPipe) id: string) {
    await this.stoppable(id);
    await this.submissions.pause(id);
    return this.get(id);
  }

  @Post(':id/resume')
  @ApiOperation({ summary: 'Lets a paused job go on where it was' })
  @Answers(200, job)
  async resume(@Param('id', IdPipe) id: string) {
    await this.stoppable(id);
    await this.submissions.resume(id);
    return this.get(id);
  }

  @Post(':id/cancel')
  @ApiOperation({ summary: 'Ends a job of kind submissions; what it has submitted stays' })
  @Answers(200, job)
  async cancel(@Param('id', IdPipe) id: string) {
    await this.stoppable(id);
    await this.submissions.cancel(id);
    return this.get(id);
  }

  private async get(id: string) {
    const [moving, folding, submitting] = await Promise.all([
      this.attributions.get(id),
      this.refolds.get(id),
      this.submissions.get(id),
    ]);
    if (moving !== undefined) return ofAttribution(moving);
    if (folding !== undefined) return ofRefold(folding);
    if (submitting !== undefined) return ofSubmissions(submitting);
    throw new NotFoundError('job', id);
  }

  /** @throws NotFoundError, ConflictError for a job that others wait for */
  private async stoppable(id: string): Promise<void> {
    const { kind } = await this.get(id);
    if (kind !== 'submissions')
      throw new ConflictError(
        `a job of kind ${kind} goes on until it is done: only submissions can be stopped`,
        'id',
      );
  }
}

const ofAttribution = (attribution: AttributionView) => ({
  ...attribution,
  kind: attribution.ruleVersion === null ? 'attribution' : 'rules',
  submissions: null,
});

const ofRefold = ({ ordersChanged, ...refold }: RefoldView) => ({
  ...refold,
  ...{ accountId: null, ruleVersion: null },
  storeIds: [],
  ordersMoved: ordersChanged,
  submissions: null,
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
  ...{ accountId: null, ruleVersion: null, storeIds: [], legsLooked: 0, ordersMoved: 0, legsLeft: 0 },
});

const newestFirst = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
