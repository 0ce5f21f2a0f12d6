import { Body, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { UsersService } from '#accounts/users/users.service.js';
import { plainListQuery } from '#admin-contract/page.js';
import { newUser, user, userChange, userPage, userWithLink } from '#admin-contract/user.js';
import type { Log } from '#domain/log.js';
import { LOG } from '../../log/log.token.js';
import { Acting } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';
import { fromNewUser, fromUserChange, toUserResponse, toUserWithLink } from './user.contract.js';

/** The people who may sign in. */
@AdminController('users', 'users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the users, disabled ones too' })
  @Answers(200, userPage)
  list(@Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>) {
    return listPart(query, BY_ID, async (part) => (await this.users.list(part)).map(toUserResponse));
  }

  @Post()
  @ApiOperation({
    summary:
      'Makes a user, and a link by which a password is set once, shown this once; without a role it only reads',
  })
  @Answers(201, userWithLink)
  async create(@Body({ schema: newUser }) body: z.output<typeof newUser>, @Acting() actor: Actor) {
    const made = await this.users.create(fromNewUser(body));
    this.tell('made', made.user.id, actor);
    return toUserWithLink(made);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a user' })
  @Answers(200, user)
  async read(@Param('id', IdPipe) id: string) {
    return toUserResponse(await this.users.read(id));
  }

  @Patch(':id')
  @ApiOperation({
    summary:
      'Renames, disables and enables a user, or gives another role or other stores; the last who administers stays one',
  })
  @Answers(200, user)
  async change(
    @Param('id', IdPipe) id: string,
    @Body({ schema: userChange }) body: z.output<typeof userChange>,
    @Acting() actor: Actor,
  ) {
    const changed = await this.users.change(id, fromUserChange(body));
    this.tell(body.disabled === true ? 'disabled' : 'changed', id, actor);
    return toUserResponse(changed);
  }

  @Post(':id/link')
  @ApiOperation({
    summary:
      'Makes a new link to set a password, shown this once: the password of before and its sessions are over',
  })
  @Answers(201, userWithLink)
  async renewLink(@Param('id', IdPipe) id: string, @Acting() actor: Actor) {
    const made = await this.users.renewLink(id);
    this.tell('reset', id, actor);
    return toUserWithLink(made);
  }

  private tell(outcome: string, userId: string, { id: actorId }: Actor): void {
    this.log({ event: 'user', outcome, userId, actorId });
  }
}
