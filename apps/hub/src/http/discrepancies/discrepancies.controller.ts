import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  discrepancyCounts,
  discrepancyDetail,
  discrepancyPage,
  discrepancyQuery,
} from '#admin-contract/discrepancy.js';
import { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import { readDiscrepancyCounts } from '#reconciliation/operator/discrepancy-counts.query.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';
import { toDiscrepancyFilter, toDiscrepancyResponse } from './discrepancy.contract.js';

@AdminController('discrepancies', 'discrepancies')
export class DiscrepanciesController {
  constructor(
    private readonly database: Database,
    private readonly discrepancies: DiscrepancyQuery,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists where vendors’ stories differ, the newest first' })
  @Answers(200, discrepancyPage)
  async list(
    @Query({ schema: discrepancyQuery }) query: z.output<typeof discrepancyQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { cursor: _cursor, limit: _limit, state: states, ...filter } = query;
    const part = await listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.discrepancies.list({ ...toDiscrepancyFilter(filter), stores, state, limit, before: after }),
      ),
    );
    return { ...part, items: part.items.map(toDiscrepancyResponse) };
  }

  @Get('counts')
  @ApiOperation({ summary: 'Counts discrepancies that are not closed, by rule, state and severity' })
  @Answers(200, discrepancyCounts)
  async counts(@Stores() stores: StoreScope) {
    return { items: await readDiscrepancyCounts(this.database, stores) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a discrepancy with its whole history' })
  @Answers(200, discrepancyDetail)
  async read(@Param('id', IdPipe) id: string, @Stores() stores: StoreScope) {
    const found = await this.discrepancies.get(id, stores);
    if (found === undefined) throw new NotFoundError('discrepancy', id);
    return toDiscrepancyResponse(found);
  }
}
