import { Body, Delete, Post, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Session } from '#accounts/keys/sessions.store.js';
import { newSession } from '#admin-contract/session.js';
import { ActingSession } from '../acting.js';
import { OpenToAll } from '../actor.guard.js';
import { OpenAdminController, WantsActor } from '../admin-controller.js';
import { AnswersNothing } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { HttpProblem } from '../problem/http-problem.js';
import { isOfForeignPage } from './same-origin.js';
import { SessionCookie } from './session-cookie.js';
import { SignIn } from './sign-in.js';

/** Signing in and out. */
@OpenAdminController('session', 'sessions')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly cookie: SessionCookie,
    private readonly address: HubAddress,
  ) {}

  @Post()
  @OpenToAll()
  @ApiOperation({ summary: 'Signs in with an API key; the answer sets the session’s cookie' })
  @AnswersNothing('Signed in')
  async begin(
    @Body({ schema: newSession }) { key }: z.output<typeof newSession>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (isOfForeignPage(request, this.address))
      throw new HttpProblem('forbidden', 'Only the hub’s own pages sign in.');
    const { ip: address, headers } = request;
    const client = headers['user-agent'] ?? '';
    const tokenBefore = this.cookie.read(headers.cookie);
    const token = await this.signIn.begin({ key, address, client, tokenBefore });
    answerWith(reply, this.cookie.written(token));
  }

  @Delete()
  @WantsActor()
  @ApiOperation({ summary: 'Signs out: ends the session that asks' })
  @AnswersNothing('Signed out')
  async end(
    @ActingSession() session: Session | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (session === undefined)
      throw new HttpProblem('not_found', 'A key asks by itself: there is no session to end.');
    await this.signIn.end(session);
    answerWith(reply, this.cookie.erased());
  }
}

const answerWith = (reply: FastifyReply, cookie: string): void => {
  void reply.headers({ 'set-cookie': cookie, 'cache-control': 'no-store' });
};
