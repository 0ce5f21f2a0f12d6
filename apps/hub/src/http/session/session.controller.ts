import { Body, Delete, Post, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Session } from '#accounts/keys/sessions.store.js';
import { newSession } from '#admin-contract/session.js';
import { refusal } from '#domain/refusal.js';
import { ActingSession } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { AnswersNothing } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { ClientAddress } from '../edge/client-address.js';
import { HttpProblem } from '../problem/http-problem.js';
import { isOfForeignPage } from './same-origin.js';
import { SessionCookie } from './session-cookie.js';
import type { Shown } from './shown-actors.js';
import { SignIn } from './sign-in.js';

/** Signing in and out. */
@AdminController('session', 'sessions')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly cookie: SessionCookie,
    private readonly address: HubAddress,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Signs in by an API key, or by a name and a password; the answer sets the session’s cookie',
  })
  @AnswersNothing('Signed in')
  async begin(
    @Body({ schema: newSession }) body: z.output<typeof newSession>,
    @Req() request: FastifyRequest,
    @ClientAddress() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (isOfForeignPage(request, this.address))
      throw new HttpProblem('forbidden', refusal('only_own_pages_sign_in'));
    const { headers } = request;
    const client = headers['user-agent'] ?? '';
    const tokenBefore = this.cookie.read(headers.cookie);
    const token = await this.signIn.begin({ shown: shownIn(body), address, client, tokenBefore });
    answerWith(reply, this.cookie.written(token));
  }

  @Delete()
  @ApiOperation({ summary: 'Signs out: ends the session that asks' })
  @AnswersNothing('Signed out')
  async end(
    @ActingSession() session: Session | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (session === undefined) throw new HttpProblem('not_found', refusal('key_has_no_session'));
    await this.signIn.end(session);
    answerWith(reply, this.cookie.erased());
  }
}

/** The shape has seen to it that one of both is whole. */
const shownIn = ({ key, name = '', password = '' }: z.output<typeof newSession>): Shown =>
  key === undefined ? { name, password } : { key };

const answerWith = (reply: FastifyReply, cookie: string): void => {
  void reply.headers({ 'set-cookie': cookie, 'cache-control': 'no-store' });
};
