import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { causeText } from '#admin-contract/cause-words.js';
import {
  dispatchCauses,
  dispatchDetail,
  dispatchMade,
  dispatchPage,
  dispatchQuery,
  dispatchResolution,
  newDispatch,
} from '#admin-contract/dispatch.js';
import type { StoreScope } from '#domain/access.js';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { DispatchResolveService } from '#dispatch/operator/dispatch-resolve.service.js';
import { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import { DispatchCausesQuery } from '#dispatch/operator/dispatch-causes.query.js';
import { DispatchQuery } from '#dispatch/operator/dispatch.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';
import { refuseUnseen, refuseUnseenOrder, seenDispatch } from './seen-dispatches.js';

@AdminController('dispatches', 'dispatches')
export class DispatchesController {
  constructor(
    private readonly dispatches: DispatchQuery,
    private readonly causes: DispatchCausesQuery,
    private readonly requests: DispatchRequestService,
    private readonly moves: MoveRequestService,
    private readonly resolutions: DispatchResolveService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists commands to tills, the newest first' })
  @Answers(200, dispatchPage)
  list(
    @Query({ schema: dispatchQuery }) query: z.output<typeof dispatchQuery>,
    @Stores() stores: StoreScope,
  ) {
    const { cursor: _cursor, limit: _limit, state: states, ...filter } = query;
    return listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.dispatches.list({ ...filter, stores, state, limit, before: after }),
      ),
    );
  }

  @Get('causes')
  @ApiOperation({ summary: 'Counts what is held, failed or tried again, by its cause' })
  @Answers(200, dispatchCauses)
  async countCauses(@Stores() stores: StoreScope) {
    const found = await this.causes.read(stores);
    return {
      items: found.map((cause) => ({ ...cause, text: causeText('dispatch', cause.errorCode) ?? null })),
    };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a command with its whole history' })
  @Answers(200, dispatchDetail)
  read(@Param('id', IdPipe) id: string, @Stores() stores: StoreScope) {
    return seenDispatch(this.dispatches, id, stores);
  }

  @Post()
  @ApiOperation({
    summary: 'Places an order at a till now, whatever its age, or ships, completes or cancels it there',
  })
  @Answers(202, dispatchMade, 'Waiting to be sent')
  async request(
    @Body({ schema: newDispatch }) body: z.output<typeof newDispatch>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    const { kind, orderId, accountId, legId = null, reason = null } = body;
    const by = actor.id;
    await refuseUnseenOrder(this.dispatches, orderId, stores);
    if (kind === 'place') return { id: await this.requests.request({ orderId, accountId }, by, reason) };
    return { id: await this.moves.request({ kind, orderId, accountId, legId }, by, reason) };
  }

  @Post(':id/release')
  @ApiOperation({ summary: 'Sends a held, failed or withdrawn command now, whatever its age' })
  @Answers(202, dispatchDetail, 'Waiting to be sent')
  async release(@Param('id', IdPipe) id: string, @Acting() actor: Actor, @Stores() stores: StoreScope) {
    await refuseUnseen(this.dispatches, id, stores);
    await this.requests.release(id, actor.id);
    return seenDispatch(this.dispatches, id, stores);
  }

  @Post(':id/resolve')
  @ApiOperation({ summary: 'Says what became of a command, or that it is not to be sent any more' })
  @Answers(200, dispatchDetail)
  async resolve(
    @Param('id', IdPipe) id: string,
    @Body({ schema: dispatchResolution }) body: z.output<typeof dispatchResolution>,
    @Acting() actor: Actor,
    @Stores() stores: StoreScope,
  ) {
    await refuseUnseen(this.dispatches, id, stores, body.orderNo);
    await this.resolutions.resolve(id, body, actor.id, stores);
    return seenDispatch(this.dispatches, id, stores);
  }

  @Post(':id/undo')
  @ApiOperation({
    summary: 'Takes back that an order is at the till under a number, while nothing was sent about it',
  })
  @Answers(200, dispatchDetail)
  async undo(@Param('id', IdPipe) id: string, @Acting() actor: Actor, @Stores() stores: StoreScope) {
    await refuseUnseen(this.dispatches, id, stores);
    await this.resolutions.undo(id, actor.id);
    return seenDispatch(this.dispatches, id, stores);
  }
}
