import { Body, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { flagDismissal, orderDetail, orderReadQuery } from '#admin-contract/order.js';
import { DispatchQuery } from '#dispatch/operator/dispatch.query.js';
import { Database } from '#database/database.js';
import { flagText } from '#domain/flag.js';
import type { Log } from '#domain/log.js';
import type { OrderDetailView } from '#ledger/order-view.mapping.js';
import { OrderFlagsService } from '#ledger/order-flags.service.js';
import { OrderQuery } from '#ledger/order.query.js';
import { readOpenDiscrepancies } from '#reconciliation/operator/open-discrepancies.query.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { toOrderDetailResponse } from './order.contract.js';

@AdminController('orders', 'orders')
export class OrdersController {
  constructor(
    private readonly orders: OrderQuery,
    private readonly flags: OrderFlagsService,
    private readonly dispatches: DispatchQuery,
    private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'Reads an order with its legs, lines, links and ledger entries' })
  @Answers(200, orderDetail)
  async read(
    @Param('id', IdPipe) id: string,
    @Query({ schema: orderReadQuery }) _query: z.output<typeof orderReadQuery>,
  ) {
    return this.detailOf(await this.found(id));
  }

  @Post(':id/attention/dismiss')
  @ApiOperation({ summary: 'Says that a flag has been seen to; it comes back when it arises anew' })
  @Answers(200, orderDetail)
  async dismiss(
    @Param('id', IdPipe) id: string,
    @Body({ schema: flagDismissal }) { code, param }: z.output<typeof flagDismissal>,
    @Acting() actor: Actor,
  ) {
    const { id: orderId } = await this.found(id);
    const isThere = await this.flags.dismiss({ orderId, code, param, by: actor.id });
    if (!isThere) throw new NotFoundError('flag', flagText(code, param ?? ''));
    this.log({ event: 'flag_dismissed', orderId, code, param, apiKeyId: actor.id });
    return this.detailOf(await this.found(orderId));
  }

  private async detailOf(order: OrderDetailView) {
    const [tillDiffers, open] = await Promise.all([
      this.dispatches.differing(order.id),
      readOpenDiscrepancies(this.database, [order.id]),
    ]);
    return { ...toOrderDetailResponse(order, open), tillDiffers };
  }

  /** @throws NotFoundError */
  private async found(id: string) {
    const found = await this.orders.get(id);
    if (found === undefined) throw new NotFoundError('order', id);
    return found;
  }
}
