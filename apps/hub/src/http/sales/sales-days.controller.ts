import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { StoresService } from '#accounts/stores/stores.service.js';
import { salesDayPage, salesDayQuery } from '#admin-contract/sales-day.js';
import { DaySalesQuery } from '#reporting/operator/day-sales.query.js';
import type { StoreScope } from '#domain/access.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('sales/days', 'sales')
export class SalesDaysController {
  constructor(
    private readonly stores: StoresService,
    private readonly days: DaySalesQuery,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Shows every store’s business day hour by hour: what it sells, and where each hour stands',
    description: 'In order of the stores’ creation. Hours that have not begun are left out.',
  })
  @Answers(200, salesDayPage)
  async list(
    @Query({ schema: salesDayQuery }) query: z.output<typeof salesDayQuery>,
    @Stores() scope: StoreScope,
  ) {
    const { items, nextCursor } = await listPart(query, BY_ID, (part) => this.stores.list(part, scope));
    return { ...(await this.days.of(items, query.date)), nextCursor };
  }
}
