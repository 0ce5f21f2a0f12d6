import { Body, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { correction, correctionWithdrawal, newCorrection } from '#admin-contract/correction.js';
import type { StoreScope } from '#domain/access.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { CorrectionsService } from '#ledger/corrections/corrections.service.js';
import { OrderQuery } from '#ledger/order.query.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';

@AdminController('orders/:orderId/corrections', 'orders')
export class CorrectionsController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly orders: OrderQuery,
    private readonly keys: ApiKeysService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'States an amount or a pay time in place of the vendor’s, as long as that one stands',
  })
  @Answers(201, correction)
  async state(
    @Param('orderId', IdPipe) givenId: string,
    @Body({ schema: newCorrection }) body: z.output<typeof newCorrection>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const orderId = await this.orderId(givenId, stores);
    const { legId, saleFen = null, totalFen = null, paidFen = null, paidAt = null, reason } = body;
    const by = await this.keys.nameOf(actor.id);
    const stated = { saleFen, totalFen, paidFen, paidAt };
    const id = await this.corrections.state({ orderId, legId, stores, ...stated, reason, by });
    if (id === undefined) throw new NotFoundError('order', givenId);
    this.log({ event: 'order_corrected', orderId, correctionId: id, outcome: 'stated', actorId: actor.id });
    return this.found(orderId, id, stores);
  }

  @Post(':id/withdraw')
  @ApiOperation({ summary: 'Withdraws a correction: what the vendor states counts again' })
  @Answers(200, correction)
  async withdraw(
    @Param('orderId', IdPipe) givenId: string,
    @Param('id', IdPipe) id: string,
    @Body({ schema: correctionWithdrawal }) { reason }: z.output<typeof correctionWithdrawal>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const orderId = await this.orderId(givenId, stores);
    const by = await this.keys.nameOf(actor.id);
    const withdrawn = await this.corrections.withdraw({ orderId, correctionId: id, stores, reason, by });
    if (withdrawn === 'no such correction') throw new NotFoundError('correction of this order', id);
    if (withdrawn === 'withdrawn before') throw new ConflictError(refusal('correction_withdrawn_before'));
    this.log({
      event: 'order_corrected',
      orderId,
      correctionId: id,
      outcome: 'withdrawn',
      actorId: actor.id,
    });
    return this.found(orderId, id, stores);
  }

  /** An order whose legs were all linked to another is that other one. */
  private async orderId(givenId: string, stores: StoreScope): Promise<string> {
    const found = await this.orders.get(givenId, stores);
    if (found === undefined) throw new NotFoundError('order', givenId);
    return found.id;
  }

  private async found(orderId: string, id: string, stores: StoreScope) {
    const order = await this.orders.get(orderId, stores);
    const found = order?.corrections.find((one) => one.id === id);
    if (found === undefined) throw new NotFoundError('correction of this order', id);
    return found;
  }
}
