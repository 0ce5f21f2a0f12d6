import { Body, Get, Header, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { orderPage, orderQuery, orderSearch } from '#admin-contract/order.js';
import type { StoreScope } from '#domain/access.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { OrderList } from './order-list.js';

@AdminController('orders', 'orders')
export class OrderListController {
  constructor(private readonly orders: OrderList) {}

  @Get()
  @ApiOperation({ summary: 'Lists orders, the newest seen first' })
  @Answers(200, orderPage)
  list(@Query({ schema: orderQuery }) query: z.output<typeof orderQuery>, @Stores() stores: StoreScope) {
    return this.orders.part(query, stores);
  }

  @Post('search')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Lists orders by what somebody looks for, as GET /orders?q= does, with nothing of it in an address',
  })
  @Answers(200, orderPage)
  search(
    @Body({ schema: orderSearch }) { text, ...query }: z.output<typeof orderSearch>,
    @Stores() stores: StoreScope,
  ) {
    return this.orders.part({ ...query, q: text }, stores);
  }
}
