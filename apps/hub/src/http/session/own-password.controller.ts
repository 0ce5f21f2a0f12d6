import { Body, Inject, Put } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Session } from '#accounts/keys/sessions.store.js';
import { PasswordsService } from '#accounts/users/passwords.service.js';
import { passwordChange } from '#admin-contract/user.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { LOG } from '../../log/log.token.js';
import { ActingSession } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { AnswersNothing } from '../answers.js';
import { ClientAddress } from '../edge/client-address.js';
import { HttpProblem } from '../problem/http-problem.js';
import { SlowedTries } from './slowed-tries.js';

@AdminController('me/password', 'sessions')
export class OwnPasswordController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly tries: SlowedTries,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Put()
  @ApiOperation({ summary: 'Changes one’s own password; other sessions of the user end' })
  @AnswersNothing('Changed')
  async change(
    @Body({ schema: passwordChange }) body: z.output<typeof passwordChange>,
    @ActingSession() session: Session | undefined,
    @ClientAddress() address: string,
  ): Promise<void> {
    if (session?.actor.kind !== 'user') throw new HttpProblem('not_found', refusal('key_has_no_password'));
    const { id: userId, name } = session.actor;
    await this.tries.ofUser(name, address, async () => {
      await this.passwords.change(userId, body, session.id);
      return userId;
    });
    this.log({ event: 'user', outcome: 'password_changed', userId, clientAddress: address });
  }
}
