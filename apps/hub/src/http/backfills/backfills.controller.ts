import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  backfill,
  backfillAccepted,
  backfillPage,
  backfillQuery,
  newBackfill,
} from '#admin-contract/backfill.js';
import { BackfillQuery } from '#polling/plan/backfill.query.js';
import { BackfillService } from '#polling/plan/backfill.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('backfills', 'backfills')
export class BackfillsController {
  constructor(
    private readonly backfills: BackfillQuery,
    private readonly starting: BackfillService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists backfills, the newest first' })
  @Answers(200, backfillPage)
  list(@Query({ schema: backfillQuery }) query: z.output<typeof backfillQuery>) {
    return listPart(query, BY_ID, ({ limit, after }) =>
      this.backfills.list({ accountId: query.accountId, limit, before: after }),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a backfill with how far it is' })
  @Answers(200, backfill)
  async read(@Param('id', IdPipe) id: string) {
    const found = await this.backfills.get(id);
    if (found === undefined) throw new NotFoundError('backfill', id);
    return found;
  }

  @Post()
  @ApiOperation({ summary: 'Reads a stretch of the past of an account once more, or for the first time' })
  @Answers(202, backfillAccepted, 'Planned; being read')
  start(@Body({ schema: newBackfill }) body: z.output<typeof newBackfill>) {
    return this.starting.start(body);
  }
}
