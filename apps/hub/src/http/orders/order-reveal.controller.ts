import { Body, Header, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { newReveal, revealed } from '#admin-contract/reveal.js';
import type { StoreScope } from '#domain/access.js';
import type { Log } from '#domain/log.js';
import { OrderQuery } from '#ledger/order.query.js';
import { RevealsService } from '#ledger/reveals/reveals.service.js';
import { LOG } from '../../log/log.token.js';
import { Acting, Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';

@AdminController('orders/:orderId/reveal', 'orders')
export class OrderRevealController {
  constructor(
    private readonly orders: OrderQuery,
    private readonly reveals: RevealsService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Shows the contacts of an order’s legs, and keeps who was shown them, when and why',
  })
  @Answers(200, revealed)
  async reveal(
    @Param('orderId', IdPipe) givenId: string,
    @Body({ schema: newReveal }) { reason }: z.output<typeof newReveal>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const found = await this.orders.get(givenId, stores);
    if (found === undefined) throw new NotFoundError('order', givenId);
    const orderId = found.id;
    const asked = { orderId, actorKind: actor.kind, actorId: actor.id, reason };
    const legs = await this.reveals.show(asked, stores);
    this.log({ event: 'personal_fields_shown', orderId, actorId: actor.id });
    return { orderId, legs };
  }
}
