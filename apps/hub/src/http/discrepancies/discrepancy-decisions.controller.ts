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
import { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import type { Judgement } from '#reconciliation/keep/decision-rule.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { toDiscrepancyResponse } from './discrepancy.contract.js';
import { meantIds } from './meant-discrepancies.js';

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
  ) {
    const { decision, assignee = null, reason = null } = body;
    const ids = await meantIds(this.discrepancies, body);
    return this.decisions.decideMany(ids, { decision, assignee, reason, by: actor.id });
  }

  @Post(':id/dismiss')
  @ApiOperation({ summary: 'Says that it is no difference, until its evidence is another' })
  @Answers(200, discrepancyDetail)
  dismiss(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyReason }) { reason }: z.output<typeof discrepancyReason>,
    @Acting() actor: Actor,
  ) {
    return this.judge(id, 'dismiss', reason, actor.id);
  }

  @Post(':id/accept')
  @ApiOperation({ summary: 'Says that it is a difference and stays, until its evidence is another' })
  @Answers(200, discrepancyDetail)
  accept(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyReason }) { reason }: z.output<typeof discrepancyReason>,
    @Acting() actor: Actor,
  ) {
    return this.judge(id, 'accept', reason, actor.id);
  }

  @Post(':id/reopen')
  @ApiOperation({ summary: 'Takes back that it was dismissed or accepted' })
  @Answers(200, discrepancyDetail)
  reopen(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyReason }) { reason }: z.output<typeof discrepancyReason>,
    @Acting() actor: Actor,
  ) {
    return this.judge(id, 'reopen', reason, actor.id);
  }

  @Post(':id/assign')
  @ApiOperation({ summary: 'Says who is to see to it, or that nobody is' })
  @Answers(200, discrepancyDetail)
  async assign(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyAssignment }) body: z.output<typeof discrepancyAssignment>,
    @Acting() actor: Actor,
  ) {
    const { assignee, reason = null } = body;
    await this.decisions.decide(id, { decision: 'assign', assignee, reason, by: actor.id });
    return this.detail(id);
  }

  @Post(':id/comment')
  @ApiOperation({ summary: 'Adds a text to its history' })
  @Answers(200, discrepancyDetail)
  async comment(
    @Param('id', IdPipe) id: string,
    @Body({ schema: discrepancyComment }) { text }: z.output<typeof discrepancyComment>,
    @Acting() actor: Actor,
  ) {
    await this.decisions.comment(id, text, actor.id);
    return this.detail(id);
  }

  @Delete('texts/:id')
  @ApiOperation({ summary: 'Erases what a person wrote; the history says that it was erased, and by whom' })
  @AnswersNothing('Erased')
  async erase(@Param('id', IdPipe) id: string, @Acting() actor: Actor): Promise<void> {
    await this.decisions.erase(id, actor.id);
  }

  private async judge(id: string, decision: Judgement, reason: string, by = '') {
    await this.decisions.decide(id, { decision, assignee: null, reason, by });
    return this.detail(id);
  }

  /** @throws NotFoundError */
  private async detail(id: string) {
    const found = await this.discrepancies.get(id);
    if (found === undefined) throw new NotFoundError('discrepancy', id);
    return toDiscrepancyResponse(found);
  }
}
