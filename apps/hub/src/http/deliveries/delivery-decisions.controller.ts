import { Body, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { delivery, deliveryResolution, deliveryResolved, replayAccepted } from '#admin-contract/delivery.js';
import type { Log } from '#domain/log.js';
import { ContradictionResolveService } from '#intake/contradiction-resolve.service.js';
import { DismissService } from '#intake/dismiss.service.js';
import { ReplayService } from '#intake/replay.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';

/** What a person decides of a delivery. */
@AdminController('deliveries', 'deliveries')
export class DeliveryDecisionsController {
  constructor(
    private readonly replays: ReplayService,
    private readonly resolutions: ContradictionResolveService,
    private readonly dismissals: DismissService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post(':id/dismiss')
  @ApiOperation({
    summary: 'Says of a delivery that was refused or has failed that nothing more is to be done about it',
    description:
      'One that has failed is discarded: what it told is in no order, and nothing keeps it any longer.',
  })
  @Answers(200, delivery)
  async dismiss(@Param('id', IdPipe) id: string, @Acting() actor: Actor) {
    const dismissed = await this.dismissals.dismiss(id);
    if (dismissed === undefined) throw new NotFoundError('delivery', id);
    const { accountId, connector } = dismissed;
    const line = { event: 'delivery', outcome: 'dismissed', accountId, connector, ms: undefined } as const;
    this.log({ ...line, deliveryId: id, actorId: actor.id });
    return dismissed;
  }

  @Post(':id/replay')
  @ApiOperation({ summary: 'Works a delivery off once more, from its stored bytes' })
  @Answers(202, replayAccepted, 'Waiting for a worker')
  async replay(@Param('id', IdPipe) id: string) {
    await this.replays.replay(id);
    return { id };
  }

  @Post(':id/resolve')
  @ApiOperation({ summary: 'Says which order a delivery is about whose number another order has' })
  @Answers(202, deliveryResolved, 'Decided; what is to be recorded waits for a worker')
  async resolve(
    @Param('id', IdPipe) id: string,
    @Body({ schema: deliveryResolution }) { as }: z.output<typeof deliveryResolution>,
    @Acting() actor: Actor,
  ) {
    await this.resolutions.resolve(id, as, actor.id);
    return { id };
  }
}
