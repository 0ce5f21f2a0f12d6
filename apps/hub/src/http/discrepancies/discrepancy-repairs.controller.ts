import { Body, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  repair,
  repairApproval,
  repairApprovals,
  repairOutcome,
  repairPlan,
} from '#admin-contract/repair.js';
import type { StoreScope } from '#domain/access.js';
import { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import { RepairsQuery } from '#reconciliation/operator/repairs.query.js';
import { RepairsService } from '#reconciliation/operator/repairs.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { meantIds } from './meant-discrepancies.js';
import { toRepairResponse } from './repair.contract.js';

/** What a person has done about discrepancies. */
@AdminController('discrepancies', 'discrepancies')
export class DiscrepancyRepairsController {
  constructor(
    private readonly discrepancies: DiscrepancyQuery,
    private readonly repairs: RepairsQuery,
    private readonly service: RepairsService,
  ) {}

  @Post('approve')
  @ApiOperation({
    summary: 'Approves a repair of many at once, by their ids or by a filter of the list',
    description: 'More than 20 while automatic repairs are stopped: the reason has to name the stop.',
  })
  @Answers(202, repairOutcome, 'Begun once what every vendor says anew is the same still')
  async approveMany(
    @Body({ schema: repairApprovals }) body: z.output<typeof repairApprovals>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const { repair: meant, reason } = body;
    const ids = await meantIds(this.discrepancies, body, stores);
    return this.service.approveMany(ids, { meant, reason, by: actor.id, stores });
  }

  @Post(':id/approve')
  @ApiOperation({
    summary: 'Approves one of the repairs that are offered; two who approve the same do it once',
  })
  @Answers(202, repair, 'Begun once what every vendor says anew is the same still')
  async approve(
    @Param('id', IdPipe) id: string,
    @Body({ schema: repairApproval }) { repair: meant, reason }: z.output<typeof repairApproval>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    return this.shown(await this.service.approve(id, { meant, reason, by: actor.id, stores }), stores);
  }

  @Post(':id/plan')
  @ApiOperation({
    summary: 'Plans a repair: every vendor is asked anew, and what would be so after it is shown',
  })
  @Answers(202, repair, 'Planned once every vendor has answered; it waits for approval')
  async plan(
    @Param('id', IdPipe) id: string,
    @Body({ schema: repairPlan }) { repair: meant }: z.output<typeof repairPlan>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    return this.shown(await this.service.plan(id, { meant, by: actor.id, stores }), stores);
  }

  /** @throws NotFoundError */
  private async shown(id: string, stores: StoreScope) {
    const found = await this.repairs.get(id, stores);
    if (found === undefined) throw new NotFoundError('repair', id);
    return toRepairResponse(found);
  }
}
