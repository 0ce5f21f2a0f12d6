import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  submissionAnswer,
  submissionDetail,
  submissionPage,
  submissionQuery,
  submissionRequest,
} from '#admin-contract/submission.js';
import { submissionAdvice } from '#admin-contract/submission-words.js';
import { isInScope, type StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { SubmissionJobsService } from '#reporting/operator/submission-jobs.service.js';
import { isLong } from '#reporting/operator/submission-period.js';
import { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import { SubmissionQuery, type SubmissionView } from '#reporting/operator/submission.query.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { byHour, latestFirst, listPart, ofStates } from '../listing.js';

const advised = <View extends SubmissionView>(view: View) => ({ ...view, advice: submissionAdvice(view) });

/** Whoever sees single stores names one of them. @throws DomainError as for a store that is not there */
function refuseOthers(storeId: string | undefined, stores: StoreScope): void {
  if (stores === null) return;
  if (storeId === undefined) throw new DomainError(refusal('name_store_of_yours'), 'storeId');
  if (!isInScope(stores, storeId)) throw new DomainError(refusal('no_such_store'), 'storeId');
}

const BY_HOUR_AND_ID = byHour<SubmissionView>(({ id }) => id);
const LATEST_FIRST = latestFirst<SubmissionView>(({ hourStart }) => hourStart);

@AdminController('submissions', 'submissions')
export class SubmissionsController {
  constructor(
    private readonly submissions: SubmissionQuery,
    private readonly requests: SubmissionRequestService,
    private readonly jobs: SubmissionJobsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists submissions, the newest hour first' })
  @Answers(200, submissionPage)
  list(
    @Query({ schema: submissionQuery }) query: z.output<typeof submissionQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { storeId, accountId, state: states, from, to } = query;
    return listPart(query, BY_HOUR_AND_ID, async ({ limit, after: before }) => {
      const found = await ofStates(states, limit, LATEST_FIRST, (state) =>
        this.submissions.list({ storeId, stores, accountId, state, from, to, limit, before }),
      );
      return found.map(advised);
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a submission with all its attempts' })
  @Answers(200, submissionDetail)
  async read(@Param('id', IdPipe) id: string, @Stores() stores: StoreScope) {
    const found = await this.submissions.get(id, stores);
    if (found === undefined) throw new NotFoundError('submission', id);
    return advised(found);
  }

  @Post()
  @ApiOperation({ summary: 'Derives and submits the closed hours of a period now' })
  @Answers(202, submissionAnswer, 'Derived; being submitted, or a job that does it')
  async request(
    @Body({ schema: submissionRequest }) body: z.output<typeof submissionRequest>,
    @Stores() stores: StoreScope,
  ) {
    const { storeId, from, to, hoursPerMinute } = body;
    refuseOthers(storeId, stores);
    if (storeId !== undefined && !isLong(body))
      return this.requests.requestSubmissions({ storeId, from, to });
    return { jobId: await this.jobs.create({ storeId: storeId ?? null, from, to, hoursPerMinute }) };
  }
}
