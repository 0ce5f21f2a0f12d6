import { Body, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { PasswordsService } from '#accounts/users/passwords.service.js';
import { newPassword, passwordLink, passwordLinkShown } from '#admin-contract/user.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { ClientAddress } from '../edge/client-address.js';
import { HttpProblem } from '../problem/http-problem.js';
import { isOfForeignPage } from './same-origin.js';
import { SlowedTries } from './slowed-tries.js';

/** For whoever has a link that an admin made: a password is set by it, once. */
@AdminController('passwords', 'sessions')
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly tries: SlowedTries,
    private readonly address: HubAddress,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post('look')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tells whose link it is, and until when it holds' })
  @Answers(200, passwordLinkShown)
  look(
    @Body({ schema: passwordLink }) { token }: z.output<typeof passwordLink>,
    @ClientAddress() address: string,
  ) {
    return this.tries.ofAddress(address, () => this.passwords.linkOf(token));
  }

  @Post()
  @ApiOperation({ summary: 'Sets the password of the user whose link it is; the link is used up by it' })
  @AnswersNothing('Set')
  async set(
    @Body({ schema: newPassword }) { token, password }: z.output<typeof newPassword>,
    @Req() request: FastifyRequest,
    @ClientAddress() address: string,
  ): Promise<void> {
    if (isOfForeignPage(request, this.address))
      throw new HttpProblem('forbidden', refusal('only_own_pages_sign_in'));
    const { userId } = await this.tries.ofAddress(address, () => this.passwords.setByLink(token, password));
    this.log({ event: 'user', outcome: 'password_set', userId, clientAddress: address });
  }
}
