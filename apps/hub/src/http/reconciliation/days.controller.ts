import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { reconciliationDayPage, reconciliationDayQuery } from '#admin-contract/reconciliation-day.js';
import { DaysQuery, type DayView } from '#reconciliation/operator/days.query.js';
import type { StoreScope } from '#domain/access.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { type Cut, listPart } from '../listing.js';

const BY_DAY: Cut<DayView, string> = {
  write: ({ businessDate }) => businessDate,
  read: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined),
};

@AdminController('reconciliation/days', 'reconciliation')
export class DaysController {
  constructor(private readonly days: DaysQuery) {}

  @Get()
  @ApiOperation({
    summary:
      'Shows a store’s business days as storefront, till and our reports see them, and what explains it',
  })
  @Answers(200, reconciliationDayPage)
  list(
    @Query({ schema: reconciliationDayQuery }) query: z.output<typeof reconciliationDayQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { storeId, from, to } = query;
    return listPart(query, BY_DAY, async ({ limit, after }) => {
      const days = await this.days.list({ storeId, stores, from, to, limit, after });
      if (days === undefined) throw new NotFoundError('store', storeId);
      return days;
    });
  }
}
