import { isUtf8 } from 'node:buffer';
import { Body, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  deliveryDetail,
  deliveryPage,
  deliveryQuery,
  deliveryReadQuery,
  deliveryResolution,
  deliveryResolved,
  replayAccepted,
} from '#admin-contract/delivery.js';
import type { Log } from '#domain/log.js';
import { ContradictionQuery } from '#intake/contradiction.query.js';
import { ContradictionResolveService } from '#intake/contradiction-resolve.service.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { ReplayService } from '#intake/replay.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import type { KeyedRequest } from '../api-key.guard.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('deliveries', 'deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveryQuery,
    private readonly replays: ReplayService,
    private readonly contradictions: ContradictionQuery,
    private readonly resolutions: ContradictionResolveService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists deliveries, the newest first' })
  @Answers(200, deliveryPage)
  list(@Query({ schema: deliveryQuery }) query: z.output<typeof deliveryQuery>) {
    const { accountId, state, from, to } = query;
    return listPart(query, BY_ID, ({ limit, after }) =>
      this.deliveries.list({ accountId, state, from, to, limit, before: after }),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a delivery, with its raw body on request' })
  @Answers(200, deliveryDetail)
  async read(
    @Param('id', IdPipe) id: string,
    @Query({ schema: deliveryReadQuery }) query: z.output<typeof deliveryReadQuery>,
    @Req() { apiKeyId }: KeyedRequest,
  ) {
    const found = await this.deliveries.get(id);
    if (found === undefined) throw new NotFoundError('delivery', id);
    const shown = { ...found, contradiction: (await this.contradictions.of(id)) ?? null };
    if (!query.body) return shown;
    this.log({ event: 'personal_fields_shown', deliveryId: id, apiKeyId });
    return { ...shown, ...bodyFields(await this.deliveries.body(id)) };
  }

  @Post(':id/replay')
  @ApiOperation({ summary: 'Works a delivery off once more, from its stored bytes' })
  @Answers(202, replayAccepted, 'Waiting for a worker')
  async replay(@Param('id', IdPipe) id: string) {
    if (!(await this.replays.replay(id))) throw new NotFoundError('delivery', id);
    return { id };
  }

  @Post(':id/resolve')
  @ApiOperation({ summary: 'Says which order a delivery is about whose number another order has' })
  @Answers(202, deliveryResolved, 'Decided; what is to be recorded waits for a worker')
  async resolve(
    @Param('id', IdPipe) id: string,
    @Body({ schema: deliveryResolution }) { as }: z.output<typeof deliveryResolution>,
    @Req() { apiKeyId }: KeyedRequest,
  ) {
    await this.resolutions.resolve(id, as, apiKeyId ?? '');
    return { id };
  }
}

function bodyFields(body: Buffer | undefined) {
  if (body === undefined) return { body: null };
  return isUtf8(body) ? { body: body.toString('utf8') } : { bodyBase64: body.toString('base64') };
}
