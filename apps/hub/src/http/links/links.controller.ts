import { Body, Delete, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { linkUndoing, relinked } from '#admin-contract/order-link.js';
import type { StoreScope } from '#domain/access.js';
import type { Log } from '#domain/log.js';
import { LinkingService } from '#reconciliation/links/linking.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { toRelinked } from './link.contract.js';

@AdminController('links', 'links')
export class LinksController {
  constructor(
    private readonly links: LinkingService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post(':id/undo')
  @ApiOperation({ summary: 'Undoes a link: orders, sales and hours are as if it had never been' })
  @Answers(200, relinked)
  async undo(
    @Param('id', IdPipe) id: string,
    @Body({ schema: linkUndoing }) { reason, force }: z.output<typeof linkUndoing>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const linked = await this.links.undo(id, { by: actor.id, reason, force, stores });
    this.log({ event: 'order_linked', outcome: 'undone', legIds: linked.legIds, actorId: actor.id });
    return toRelinked(linked);
  }

  @Delete('acts/:id/reason')
  @ApiOperation({ summary: 'Erases what a person wrote of links; that it was written stays' })
  @AnswersNothing('Erased')
  async erase(@Param('id', IdPipe) id: string): Promise<void> {
    await this.links.erase(id);
  }
}
