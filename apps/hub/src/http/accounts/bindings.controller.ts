import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { BindingsService } from '#accounts/stores/bindings.service.js';
import { binding, bindingChange, bindingMoving, bindingPage, newBinding } from '#admin-contract/binding.js';
import { plainListQuery } from '#admin-contract/page.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing, AnswersOneOf, StatusAnswer } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('accounts/:accountId/bindings', 'accounts')
export class BindingsController {
  constructor(private readonly bindings: BindingsService) {}

  @Get()
  @ApiOperation({ summary: 'Lists which of the vendor’s stores is which of ours, and was' })
  @Answers(200, bindingPage)
  list(
    @Param('accountId', IdPipe) accountId: string,
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
  ) {
    return listPart(query, BY_ID, (part) => this.bindings.list(accountId, part));
  }

  @Post()
  @ApiOperation({
    summary:
      'Binds a store. A change of what was bound before is first told (200), and made with confirm: true. With an ' +
      'account that hours are reported to, the hours that begin at or after from, else from now on, are',
  })
  @AnswersOneOf({
    200: { shape: bindingChange, description: 'Nothing was done: what the change would do' },
    201: { shape: binding, description: 'Bound, and every recorded order is where it belongs' },
    202: {
      shape: bindingMoving,
      description: 'Bound; recorded orders are still being given to their stores',
    },
  })
  async create(
    @Param('accountId', IdPipe) accountId: string,
    @Body({ schema: newBinding }) body: z.output<typeof newBinding>,
  ) {
    const answer = await this.bindings.create(accountId, body);
    if ('change' in answer) return new StatusAnswer(200, answer.change);
    const { binding: bound, jobId } = answer;
    return jobId === null ? new StatusAnswer(201, bound) : new StatusAnswer(202, { ...bound, jobId });
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Ends a binding now; what was ordered before stays the store’s' })
  @AnswersNothing('Ended')
  remove(@Param('accountId', IdPipe) accountId: string, @Param('id', IdPipe) id: string) {
    return this.bindings.remove(accountId, id);
  }
}
