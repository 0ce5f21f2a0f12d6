import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { salesHourPage, salesHourQuery } from '#admin-contract/sales-hour.js';
import { type SalesHourView, SalesHourQuery } from '#reporting/operator/sales-hour.query.js';
import type { StoreScope } from '#domain/access.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { byHour, listPart } from '../listing.js';
import { toldHour } from './told-hour.js';

const BY_HOUR_AND_STORE = byHour<SalesHourView>(({ storeId }) => storeId);

@AdminController('sales/hours', 'sales')
export class SalesHoursController {
  constructor(private readonly hours: SalesHourQuery) {}

  @Get()
  @ApiOperation({ summary: 'Lists derived hours, the newest first' })
  @Answers(200, salesHourPage)
  list(
    @Query({ schema: salesHourQuery }) query: z.output<typeof salesHourQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { storeId, from, to, state } = query;
    return listPart(query, BY_HOUR_AND_STORE, async ({ limit, after }) => {
      const before = after && { hourStart: after.hourStart, storeId: after.id };
      const differs = state === 'differs';
      const hours = await this.hours.list({ storeId, stores, from, to, differs, limit, before });
      return hours.map(toldHour);
    });
  }
}
