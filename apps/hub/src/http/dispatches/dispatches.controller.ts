import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  dispatchDetail,
  dispatchMade,
  dispatchPage,
  dispatchQuery,
  dispatchResolution,
  newDispatch,
} from '#admin-contract/dispatch.js';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { DispatchResolveService } from '#dispatch/operator/dispatch-resolve.service.js';
import { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import { DispatchQuery } from '#dispatch/operator/dispatch.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting } from '../acting.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';

@AdminController('dispatches', 'dispatches')
export class DispatchesController {
  constructor(
    private readonly dispatches: DispatchQuery,
    private readonly requests: DispatchRequestService,
    private readonly moves: MoveRequestService,
    private readonly resolutions: DispatchResolveService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists commands to tills, the newest first' })
  @Answers(200, dispatchPage)
  list(@Query({ schema: dispatchQuery }) query: z.output<typeof dispatchQuery>) {
    const { cursor: _cursor, limit: _limit, state: states, ...filter } = query;
    return listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(states, limit, newestFirst, (state) =>
        this.dispatches.list({ ...filter, state, limit, before: after }),
      ),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a command with its whole history' })
  @Answers(200, dispatchDetail)
  read(@Param('id', IdPipe) id: string) {
    return this.detail(id);
  }

  @Post()
  @ApiOperation({
    summary: 'Places an order at a till now, whatever its age, or ships, completes or cancels it there',
  })
  @Answers(202, dispatchMade, 'Waiting to be sent')
  async request(@Body({ schema: newDispatch }) body: z.output<typeof newDispatch>, @Acting() actor: Actor) {
    const { kind, orderId, accountId, legId = null, reason = null } = body;
    const by = actor.id;
    if (kind === 'place') return { id: await this.requests.request({ orderId, accountId }, by, reason) };
    return { id: await this.moves.request({ kind, orderId, accountId, legId }, by, reason) };
  }

  @Post(':id/release')
  @ApiOperation({ summary: 'Sends a held, failed or withdrawn command now, whatever its age' })
  @Answers(202, dispatchDetail, 'Waiting to be sent')
  async release(@Param('id', IdPipe) id: string, @Acting() actor: Actor) {
    await this.requests.release(id, actor.id);
    return this.detail(id);
  }

  @Post(':id/resolve')
  @ApiOperation({ summary: 'Says what became of a command, or that it is not to be sent any more' })
  @Answers(200, dispatchDetail)
  async resolve(
    @Param('id', IdPipe) id: string,
    @Body({ schema: dispatchResolution }) body: z.output<typeof dispatchResolution>,
    @Acting() actor: Actor,
  ) {
    await this.resolutions.resolve(id, body, actor.id);
    return this.detail(id);
  }

  @Post(':id/undo')
  @ApiOperation({
    summary: 'Takes back that an order is at the till under a number, while nothing was sent about it',
  })
  @Answers(200, dispatchDetail)
  async undo(@Param('id', IdPipe) id: string, @Acting() actor: Actor) {
    await this.resolutions.undo(id, actor.id);
    return this.detail(id);
  }

  /** @throws NotFoundError */
  private async detail(id: string) {
    const found = await this.dispatches.get(id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    return found;
  }
}
