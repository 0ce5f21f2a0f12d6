import { Body, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { StoresService } from '#accounts/stores/stores.service.js';
import { plainListQuery } from '#admin-contract/page.js';
import { newStore, store, storeChange, storeMoving, storePage } from '#admin-contract/store.js';
import type { StoreScope } from '#domain/access.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersOneOf, StatusAnswer } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('stores', 'stores')
export class StoresController {
  constructor(private readonly stores: StoresService) {}

  @Get()
  @ApiOperation({ summary: 'Lists the stores in order of creation' })
  @Answers(200, storePage)
  list(
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
    @Stores() scope: StoreScope,
  ) {
    return listPart(query, BY_ID, (part) => this.stores.list(part, scope));
  }

  @Post()
  @ApiOperation({ summary: 'Makes a store' })
  @AnswersOneOf({
    201: { shape: store, description: 'Made, and it has every recorded order that names its code' },
    202: {
      shape: storeMoving,
      description: 'Made; recorded orders that name its code are still being given to it',
    },
  })
  async create(@Body({ schema: newStore }) body: z.output<typeof newStore>) {
    const { store: made, jobId } = await this.stores.create(body);
    return jobId === null ? new StatusAnswer(201, made) : new StatusAnswer(202, { ...made, jobId });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a store' })
  @Answers(200, store)
  read(@Param('id', IdPipe) id: string, @Stores() scope: StoreScope) {
    return this.stores.get(id, scope);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes a store’s name or the beginning of its business day' })
  @Answers(200, store)
  change(@Param('id', IdPipe) id: string, @Body({ schema: storeChange }) body: z.output<typeof storeChange>) {
    return this.stores.change(id, body);
  }
}
