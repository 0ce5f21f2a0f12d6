import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { job, jobPage, jobQuery } from '#admin-contract/job.js';
import { AttributionQuery, type AttributionView } from '#ledger/attribution/attribution.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('jobs', 'jobs')
export class JobsController {
  constructor(private readonly attributions: AttributionQuery) {}

  @Get()
  @ApiOperation({ summary: 'Lists long work with how far it is, the newest first' })
  @Answers(200, jobPage)
  list(@Query({ schema: jobQuery }) query: z.output<typeof jobQuery>) {
    return listPart(query, BY_ID, async ({ limit, after }) =>
      (await this.attributions.list({ state: query.state, limit, before: after })).map(toJob),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a job with how far it is' })
  @Answers(200, job)
  async read(@Param('id', IdPipe) id: string) {
    const found = await this.attributions.get(id);
    if (found === undefined) throw new NotFoundError('job', id);
    return toJob(found);
  }
}

const toJob = (attribution: AttributionView) => ({ ...attribution, kind: 'attribution' as const });
