import { Body, HttpCode, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { brakeDetail, brakePage, brakeQuery, brakeReason } from '#admin-contract/brake.js';
import { brakeText } from '#admin-contract/brake-texts.js';
import { isUuid } from '#domain/ids.js';
import { type BrakeEventView, BrakesQuery, type BrakeView } from '#reconciliation/operator/brakes.query.js';
import { BrakesService } from '#reconciliation/operator/brakes.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { Acting } from '../acting.js';
import { type Cut, listPart } from '../listing.js';

const ALL = 'all';
const isScope = (text: string): boolean => text === ALL || isUuid(text);
const BY_SCOPE: Cut<BrakeView, string> = {
  write: ({ scope }) => scope,
  read: (text) => (isScope(text) ? text : undefined),
};

@AdminController('brakes', 'reconciliation')
export class BrakesController {
  constructor(
    private readonly brakes: BrakesQuery,
    private readonly service: BrakesService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists whether repairs begin by themselves: of all, and of each account' })
  @Answers(200, brakePage)
  async list(@Query({ schema: brakeQuery }) query: z.output<typeof brakeQuery>) {
    const part = await listPart(query, BY_SCOPE, ({ limit, after }) =>
      this.brakes.list({ state: query.state, limit, after }),
    );
    return { ...part, items: part.items.map(toBrakeResponse) };
  }

  @Get(':scope')
  @ApiOperation({ summary: 'Reads one brake, with its history' })
  @Answers(200, brakeDetail)
  async read(@Param('scope') scope: string) {
    const found = isScope(scope) ? await this.brakes.get(scope) : undefined;
    if (found === undefined) throw new NotFoundError('brake', scope);
    return { ...toBrakeResponse(found), history: found.history.map(toEventResponse) };
  }

  @Post(':scope/start')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Lets repairs begin by themselves again',
    description:
      'Nobody but a person does it. What was before stops nothing any more. That of all starts no account that is stopped itself.',
  })
  @Answers(200, brakeDetail)
  async start(
    @Param('scope') scope: string,
    @Body({ schema: brakeReason }) { reason }: z.output<typeof brakeReason>,
    @Acting() actor: Actor,
  ) {
    await this.service.start(known(scope), reason, actor.id);
    return this.read(scope);
  }

  @Post(':scope/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets no repair begin by itself, until a person starts it again' })
  @Answers(200, brakeDetail)
  async stop(
    @Param('scope') scope: string,
    @Body({ schema: brakeReason }) { reason }: z.output<typeof brakeReason>,
    @Acting() actor: Actor,
  ) {
    await this.service.stop(known(scope), reason, actor.id);
    return this.read(scope);
  }
}

/** @throws NotFoundError */
function known(scope: string): string {
  if (!isScope(scope)) throw new NotFoundError('brake', scope);
  return scope;
}

const toBrakeResponse = ({ scope, account, state, startedAt, startedBy, ...stopped }: BrakeView) => {
  const { stopId, stoppedAt, stoppedBy, reason, detail, textId, written } = stopped;
  const stop =
    stopId === null || stoppedAt === null || reason === null
      ? null
      : {
          ...{ id: stopId, at: stoppedAt, by: stoppedBy, reason, text: brakeText(reason, detail ?? {}) },
          ...{ detail: detail ?? {}, textId, written },
        };
  return { scope, account, state, stop, startedAt, startedBy };
};

const toEventResponse = (event: BrakeEventView) => ({
  ...event,
  text: event.reason === null ? null : brakeText(event.reason, event.detail ?? {}),
});
