import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { salesHourPage, salesHourQuery } from '#admin-contract/sales-hour.js';
import { type SalesHourView, SalesHourQuery } from '#reporting/operator/sales-hour.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { byHour, listPart } from '../listing.js';

const BY_HOUR_AND_STORE = byHour<SalesHourView>(({ storeId }) => storeId);

@AdminController('sales/hours', 'sales')
export class SalesHoursController {
  constructor(private readonly hours: SalesHourQuery) {}

  @Get()
  @ApiOperation({ summary: 'Lists derived hours, the newest first' })
  @Answers(200, salesHourPage)
  list(@Query({ schema: salesHourQuery }) query: z.output<typeof salesHourQuery>) {
    const { storeId, from, to } = query;
    return listPart(query, BY_HOUR_AND_STORE, ({ limit, after }) => {
      const before = after && { hourStart: after.hourStart, storeId: after.id };
      return this.hours.list({ storeId, from, to, limit, before });
    });
  }
}
