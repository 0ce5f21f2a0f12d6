import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { repair, repairDismissal, repairPage, repairQuery } from '#admin-contract/repair.js';
import type { StoreScope } from '#domain/access.js';
import { RepairsQuery } from '#reconciliation/operator/repairs.query.js';
import { UnwantedRepairs } from '#reconciliation/operator/unwanted-repairs.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';
import { toRepairResponse } from './repair.contract.js';

@AdminController('repairs', 'discrepancies')
export class RepairsController {
  constructor(
    private readonly repairs: RepairsQuery,
    private readonly unwanted: UnwantedRepairs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists what is done, or was to be done, about discrepancies, the newest first' })
  @Answers(200, repairPage)
  async list(
    @Query({ schema: repairQuery }) query: z.output<typeof repairQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { cursor: _cursor, limit: _limit, state: states, ...filter } = query;
    const part = await listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.repairs.list({ ...filter, stores, state, limit, before: after }),
      ),
    );
    return { ...part, items: part.items.map(toRepairResponse) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a repair; what happened to it is in its discrepancy’s history' })
  @Answers(200, repair)
  async read(@Param('id', IdPipe) id: string, @Stores() stores: StoreScope) {
    const found = await this.repairs.get(id, stores);
    if (found === undefined) throw new NotFoundError('repair', id);
    return toRepairResponse(found);
  }

  @Post(':id/dismiss')
  @ApiOperation({ summary: 'Says that it is not to be done; what is begun is not taken back' })
  @Answers(200, repair)
  async dismiss(
    @Param('id', IdPipe) id: string,
    @Body({ schema: repairDismissal }) { reason }: z.output<typeof repairDismissal>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    if (stores !== null) await this.read(id, stores);
    await this.unwanted.dismiss(id, reason, actor.id);
    return this.read(id, stores);
  }
}
