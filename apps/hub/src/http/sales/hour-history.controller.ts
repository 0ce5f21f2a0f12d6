import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import type { z } from 'zod';
import { plainListQuery } from '#admin-contract/page.js';
import {
  salesComparison,
  salesComparisonQuery,
  salesHourDetail,
  salesOrderPage,
  salesOrdersQuery,
} from '#admin-contract/sales-revision.js';
import type { StoreScope } from '#domain/access.js';
import { isUuid } from '#domain/ids.js';
import { OrderNumbersQuery } from '#ledger/order-numbers.query.js';
import {
  HourHistoryService,
  type HourPlace,
  type ReportedRevisionView,
} from '#reporting/operator/hour-history.service.js';
import type { RevisionOrderView } from '#reporting/operator/revision-orders.query.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { byNumber, type Cut, type ListQuery, listPart } from '../listing.js';
import { HourStartPipe } from './hour-start.pipe.js';
import { differenceOf } from './sales-difference.js';
import { toldHour } from './told-hour.js';

const BY_REVISION = byNumber<ReportedRevisionView>(({ revision }) => revision);
const BY_ORDER: Cut<RevisionOrderView, string> = {
  write: ({ orderId }) => orderId,
  read: (text) => (isUuid(text) ? text : undefined),
};

const HourStart = () =>
  ApiParam({
    name: 'hourStart',
    schema: { type: 'string', format: 'date-time' },
    description: 'As the list gives it.',
  });

@AdminController('sales/hours/:storeId/:hourStart', 'sales')
export class HourHistoryController {
  constructor(
    private readonly history: HourHistoryService,
    private readonly numbers: OrderNumbersQuery,
  ) {}

  @Get()
  @HourStart()
  @ApiOperation({ summary: 'Reads an hour with its revisions, the latest first, and how each was reported' })
  @Answers(200, salesHourDetail)
  async read(
    @Param('storeId', IdPipe) storeId: string,
    @Param('hourStart', HourStartPipe) hourStart: Date,
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
    @Stores() stores: StoreScope,
  ) {
    const hour = await this.history.hour({ storeId, hourStart, stores });
    const { items, nextCursor } = await listPart(query, BY_REVISION, ({ limit, after }) =>
      this.history.revisions({ storeId, hourStart, limit, before: after }),
    );
    return { ...toldHour(hour), revisions: items, nextCursor };
  }

  @Get('orders')
  @HourStart()
  @ApiOperation({ summary: 'Lists the orders that a revision is made of, with what each adds' })
  @Answers(200, salesOrderPage)
  async orders(
    @Param('storeId', IdPipe) storeId: string,
    @Param('hourStart', HourStartPipe) hourStart: Date,
    @Query({ schema: salesOrdersQuery }) query: z.output<typeof salesOrdersQuery>,
    @Stores() stores: StoreScope,
  ) {
    const place = { storeId, hourStart, stores };
    const { revision } = await this.history.revision(place, query.revision);
    return { revision, ...(await this.part(query, place, revision)) };
  }

  @Get('compare')
  @HourStart()
  @ApiOperation({ summary: 'Compares two revisions and lists the orders that made the difference' })
  @Answers(200, salesComparison)
  async compare(
    @Param('storeId', IdPipe) storeId: string,
    @Param('hourStart', HourStartPipe) hourStart: Date,
    @Query({ schema: salesComparisonQuery }) query: z.output<typeof salesComparisonQuery>,
    @Stores() stores: StoreScope,
  ) {
    const place = { storeId, hourStart, stores };
    const { from, to } = await this.history.pair(place, query);
    const part = await this.part(query, place, to.revision, from.revision);
    return { from, to, difference: differenceOf(from, to), ...part };
  }

  /** What the vendors call the orders is read for a page at once. */
  private async part(query: ListQuery, place: HourPlace, revision: number, since?: number) {
    const part = await listPart(query, BY_ORDER, (asked) =>
      this.history.orders({ ...place, revision, since, ...asked }),
    );
    const orderIds = part.items.map(({ orderId }) => orderId);
    const numbers = await this.numbers.of(orderIds, place.stores);
    return { ...part, items: part.items.map((one) => ({ ...one, numbers: numbers.get(one.orderId) ?? [] })) };
  }
}
