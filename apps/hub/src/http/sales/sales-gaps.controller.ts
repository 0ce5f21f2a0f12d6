import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import { salesGapDayPage, salesGapDayQuery, salesGapPage, salesGapQuery } from '#admin-contract/sales-gap.js';
import type { StoreScope } from '#domain/access.js';
import { isUuid } from '#domain/ids.js';
import { HOUR_STATES } from '#reporting/derive/hour-state.js';
import { type GapDayView, GapDaysQuery } from '#reporting/operator/gap-days.query.js';
import { type GapView, GapsQuery } from '#reporting/operator/gaps.query.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { byHour, type Cut, listPart } from '../listing.js';

const BY_HOUR_AND_STORE = byHour<GapView>(({ storeId }) => storeId);

const BY_STORE_AND_DAY: Cut<GapDayView, { storeId: string; businessDate: string }> = {
  write: ({ storeId, businessDate }) => `${businessDate} ${storeId}`,
  read: (text) => {
    const [, businessDate, storeId = ''] = /^(\d{4}-\d\d-\d\d) (\S+)$/.exec(text) ?? [];
    if (businessDate === undefined || Number.isNaN(Date.parse(businessDate))) return undefined;
    return isUuid(storeId) ? { storeId, businessDate } : undefined;
  },
};

const UNREPORTED = HOUR_STATES.filter((state) => state !== 'reported');

@AdminController('sales/gaps', 'sales')
export class SalesGapsController {
  constructor(
    private readonly gaps: GapsQuery,
    private readonly gapDays: GapDaysQuery,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists the hours since each store began to be reported that are not reported, by store and time',
  })
  @Answers(200, salesGapPage)
  list(
    @Query({ schema: salesGapQuery }) query: z.output<typeof salesGapQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { storeId, from, to, state: states = UNREPORTED } = query;
    return listPart(query, BY_HOUR_AND_STORE, async ({ limit, after }) => {
      const position = after && { hourStart: after.hourStart, storeId: after.id };
      const gaps = await this.gaps.list({ storeId, stores, from, to, states, limit, after: position });
      return gaps.map((gap) => ({ ...gap, stateText: HOUR_STATE_TEXTS[gap.state] }));
    });
  }

  @Get('days')
  @ApiOperation({ summary: 'Counts where the hours of each store’s business days stand, by store and day' })
  @Answers(200, salesGapDayPage)
  days(
    @Query({ schema: salesGapDayQuery }) query: z.output<typeof salesGapDayQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { storeId, from, to } = query;
    return listPart(query, BY_STORE_AND_DAY, ({ limit, after }) =>
      this.gapDays.list({ storeId, stores, from, to, limit, after }),
    );
  }
}
