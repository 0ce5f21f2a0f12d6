import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { BindingsService } from '#accounts/stores/bindings.service.js';
import { binding, bindingPage, newBinding } from '#admin-contract/binding.js';
import { plainListQuery } from '#admin-contract/page.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('accounts/:accountId/bindings', 'accounts')
export class BindingsController {
  constructor(private readonly bindings: BindingsService) {}

  @Get()
  @ApiOperation({ summary: 'Lists which of the vendor’s stores is which of ours' })
  @Answers(200, bindingPage)
  list(
    @Param('accountId', IdPipe) accountId: string,
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
  ) {
    return listPart(query, BY_ID, (part) => this.bindings.list(accountId, part));
  }

  @Post()
  @ApiOperation({ summary: 'Binds a store; with an account that hours are reported to, from now on' })
  @Answers(201, binding)
  create(
    @Param('accountId', IdPipe) accountId: string,
    @Body({ schema: newBinding }) body: z.output<typeof newBinding>,
  ) {
    return this.bindings.create(accountId, body);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Removes a binding' })
  @AnswersNothing('Removed')
  remove(@Param('accountId', IdPipe) accountId: string, @Param('id', IdPipe) id: string) {
    return this.bindings.remove(accountId, id);
  }
}
