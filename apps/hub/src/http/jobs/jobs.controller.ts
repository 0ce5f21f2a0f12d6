import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { job, jobPage, jobQuery } from '#admin-contract/job.js';
import { AttributionQuery, type AttributionView } from '#ledger/attribution/attribution.query.js';
import { RefoldQuery, type RefoldView } from '#ledger/refold/refold.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('jobs', 'jobs')
export class JobsController {
  constructor(
    private readonly attributions: AttributionQuery,
    private readonly refolds: RefoldQuery,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists long work with how far it is, the newest first' })
  @Answers(200, jobPage)
  list(@Query({ schema: jobQuery }) query: z.output<typeof jobQuery>) {
    return listPart(query, BY_ID, async ({ limit, after }) => {
      const filter = { state: query.state, limit, before: after };
      const [moving, folding] = await Promise.all([
        this.attributions.list(filter),
        this.refolds.list(filter),
      ]);
      return [...moving.map(ofAttribution), ...folding.map(ofRefold)].sort(newestFirst).slice(0, limit);
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a job with how far it is' })
  @Answers(200, job)
  async read(@Param('id', IdPipe) id: string) {
    const [moving, folding] = await Promise.all([this.attributions.get(id), this.refolds.get(id)]);
    if (moving !== undefined) return ofAttribution(moving);
    if (folding !== undefined) return ofRefold(folding);
    throw new NotFoundError('job', id);
  }
}

const ofAttribution = (attribution: AttributionView) => ({
  ...attribution,
  kind: attribution.ruleVersion === null ? 'attribution' : 'rules',
});

const ofRefold = ({ ordersChanged, ...refold }: RefoldView) => ({
  ...refold,
  ...{ accountId: null, ruleVersion: null },
  storeIds: [],
  ordersMoved: ordersChanged,
});

const newestFirst = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
