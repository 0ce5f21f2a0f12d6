import { Body, Get, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { unmappedValues, valueMap } from '#admin-contract/unmapped-value.js';
import { ValueMappingService } from '#intake/mapping/value-mapping.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';

/** More different values than a vendor has states: what follows is seen once these are mapped. */
const MOST = 200;

@AdminController('accounts/:accountId/unmapped-values', 'accounts')
export class UnmappedValuesController {
  constructor(private readonly mapping: ValueMappingService) {}

  @Get()
  @ApiOperation({ summary: 'Lists the vendor’s values that no map of the account lists, with their orders' })
  @Answers(200, unmappedValues)
  async list(@Param('accountId', IdPipe) accountId: string) {
    return { items: await this.mapping.list(accountId, MOST), nextCursor: null };
  }

  @Post('map')
  @ApiOperation({
    summary:
      'Maps a value from now on; a job gives the orders that have it their state, without a call to the vendor',
  })
  @Answers(202, valueMap)
  async map(
    @Param('accountId', IdPipe) accountId: string,
    @Body({ schema: valueMap }) body: z.output<typeof valueMap>,
  ) {
    await this.mapping.map(accountId, body);
    return body;
  }
}
