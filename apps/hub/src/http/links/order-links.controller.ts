import { Body, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { newOrderLink, relinked } from '#admin-contract/order-link.js';
import type { StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { OrderQuery } from '#ledger/order.query.js';
import { LinkingService } from '#reconciliation/links/linking.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { toRelinked } from './link.contract.js';

@AdminController('orders/:orderId/links', 'links')
export class OrderLinksController {
  constructor(
    private readonly links: LinkingService,
    private readonly orders: OrderQuery,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Says that a leg, or all of another order, is of this order' })
  @Answers(201, relinked)
  async link(
    @Param('orderId', IdPipe) givenId: string,
    @Body({ schema: newOrderLink }) body: z.output<typeof newOrderLink>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const { legId, reason, force } = body;
    const orderId = await this.idNow(givenId, stores);
    if (orderId === undefined) throw new NotFoundError('order', givenId);
    const of =
      legId === undefined ? { orderId: await this.otherId(body.orderId ?? '', orderId, stores) } : { legId };
    const linked = await this.links.link({ orderId, of }, { by: actor.id, reason, force, stores });
    this.log({
      event: 'order_linked',
      outcome: 'linked',
      orderId,
      legIds: linked.legIds,
      actorId: actor.id,
    });
    return toRelinked(linked);
  }

  private async otherId(givenId: string, orderId: string, stores: StoreScope): Promise<string> {
    const id = await this.idNow(givenId, stores);
    if (id === undefined) throw new DomainError(refusal('is_no_order'), 'orderId');
    if (id === orderId) throw new DomainError(refusal('is_this_order'), 'orderId');
    return id;
  }

  /** An order whose legs were all linked to another is that other one. */
  private async idNow(givenId: string, stores: StoreScope): Promise<string | undefined> {
    return (await this.orders.get(givenId, stores))?.id;
  }
}
