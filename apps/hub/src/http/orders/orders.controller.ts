import { Body, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { flagDismissal, orderDetail, orderReadQuery } from '#admin-contract/order.js';
import { DispatchQuery } from '#dispatch/operator/dispatch.query.js';
import { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import { flagText } from '#domain/flag.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import type { OrderDetailView } from '#ledger/order-view.mapping.js';
import { OrderFlagsService } from '#ledger/order-flags.service.js';
import { OrderQuery } from '#ledger/order.query.js';
import { readOpenDiscrepancies } from '#reconciliation/operator/open-discrepancies.query.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting, Stores } from '../acting.js';
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
    @Stores() stores: StoreScope,
  ) {
    return this.detailOf(await this.found(id, stores), stores);
  }

  @Post(':id/attention/dismiss')
  @ApiOperation({ summary: 'Says that a flag has been seen to; it comes back when it arises anew' })
  @Answers(200, orderDetail)
  async dismiss(
    @Param('id', IdPipe) id: string,
    @Body({ schema: flagDismissal }) { code, param }: z.output<typeof flagDismissal>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const { id: orderId, maskedLegs } = await this.found(id, stores);
    // What its flags are about is masked, and may be another store's leg.
    if (maskedLegs.length > 0) throw new ConflictError(refusal('order_of_other_stores_too'));
    const isThere = await this.flags.dismiss({ orderId, code, param, by: actor.id });
    if (!isThere) throw new NotFoundError('flag', flagText(code, param ?? ''));
    this.log({ event: 'flag_dismissed', orderId, code, param, actorId: actor.id });
    return this.detailOf(await this.found(orderId, stores), stores);
  }

  private async detailOf(order: OrderDetailView, stores: StoreScope) {
    const [tillDiffers, open] = await Promise.all([
      order.maskedLegs.length > 0 ? [] : this.dispatches.differing(order.id),
      readOpenDiscrepancies(this.database, [order.id], stores),
    ]);
    return { ...toOrderDetailResponse(order, open), tillDiffers };
  }

  /** @throws NotFoundError */
  private async found(id: string, stores: StoreScope) {
    const found = await this.orders.get(id, stores);
    if (found === undefined) throw new NotFoundError('order', id);
    return found;
  }
}
