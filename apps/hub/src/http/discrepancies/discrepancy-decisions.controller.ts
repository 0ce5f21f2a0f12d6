import { Body, Delete, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { discrepancyDetail } from '#admin-contract/discrepancy.js';
import {
  discrepancyAssignment,
  discrepancyComment,
  discrepancyDecisions,
  discrepancyOutcome,
  discrepancyReason,
} from '#admin-contract/discrepancy-decision.js';
import type { StoreScope } from '#domain/access.js';
import { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import type { Judgement } from '#reconciliation/keep/decision-rule.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { toDiscrepancyResponse } from './discrepancy.contract.js';
import { meantIds } from './meant-discrepancies.js';

interface Judging {
  readonly reason: string;
  readonly by: string;
  readonly stores: StoreScope;
}

/** What a person says of discrepancies. */
@AdminController('discrepancies', 'discrepancies')
export class DiscrepancyDecisionsController {
  constructor(
    private readonly discrepancies: DiscrepancyQuery,
    private readonly decisions: DecisionsService,
  ) {}

  @Post('decide')
  @ApiOperation({ summary: 'Decides many at once, by their ids or by a filter of the list' })
  @Answers(200, discrepancyOutcome)
  async decide(
    @Body({ schema: discrepancyDecisions }) body: z.output<typeof discrepancyDecisions>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const { decision, assignee = null, reason = null } = body;
    const ids = await meantIds(this.discrepancies, body, stores);
    return this.decisions.decideMany(ids, { decision, assignee, reason, by: actor.id, stores });
  }

  @Post(':id/dismiss')
  @ApiOperation({ summary: 'Says that it is no difference, until its evidence is another' })
  @Answers(200, discrepancyDetail)
  dismiss(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyReason }) { reason }: z.output<typeof discrepancyReason>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    return this.judge(id, 'dismiss', { reason, by: actor.id, stores });
  }

  @Post(':id/accept')
  @ApiOperation({ summary: 'Says that it is a difference and stays, until its evidence is another' })
  @Answers(200, discrepancyDetail)
  accept(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyReason }) { reason }: z.output<typeof discrepancyReason>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    return this.judge(id, 'accept', { reason, by: actor.id, stores });
  }

  @Post(':id/reopen')
  @ApiOperation({ summary: 'Takes back that it was dismissed or accepted' })
  @Answers(200, discrepancyDetail)
  reopen(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyReason }) { reason }: z.output<typeof discrepancyReason>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    return this.judge(id, 'reopen', { reason, by: actor.id, stores });
  }

  @Post(':id/assign')
  @ApiOperation({ summary: 'Says who is to see to it, or that nobody is' })
  @Answers(200, discrepancyDetail)
  async assign(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyAssignment }) body: z.output<typeof discrepancyAssignment>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const { assignee, reason = null } = body;
    await this.decisions.decide(id, { decision: 'assign', assignee, reason, by: actor.id, stores });
    return this.detail(id, stores);
  }

  @Post(':id/comment')
  @ApiOperation({ summary: 'Adds a text to its history' })
  @Answers(200, discrepancyDetail)
  async comment(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyComment }) { text }: z.output<typeof discrepancyComment>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    await this.decisions.comment(id, text, actor.id, stores);
    return this.detail(id, stores);
  }

  @Delete('texts/:id')
  @ApiOperation({ summary: 'Erases what a person wrote; the history says that it was erased, and by whom' })
  @AnswersNothing('Erased')
  async erase(@Param('id', IdPipe) id: string, @Acting() actor: Actor): Promise<void> {
    await this.decisions.erase(id, actor.id);
  }

  private async judge(id: string, decision: Judgement, said: Judging) {
    await this.decisions.decide(id, { ...said, decision, assignee: null });
    return this.detail(id, said.stores);
  }

  /** @throws NotFoundError */
  private async detail(id: string, stores: StoreScope) {
    const found = await this.discrepancies.get(id, stores);
    if (found === undefined) throw new NotFoundError('discrepancy', id);
    return toDiscrepancyResponse(found);
  }
}
