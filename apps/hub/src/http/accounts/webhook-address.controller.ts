import { Body, Delete, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AccountView } from '#accounts/accounts/account-view.js';
import { WebhookAddressService } from '#accounts/accounts/webhook-address.service.js';
import type { Actor } from '#accounts/keys/actor.js';
import { account, webhookAddressRenewal } from '#admin-contract/account.js';
import type { Log } from '#domain/log.js';
import { AccountStanding } from '../../account-standing.js';
import { LOG } from '../../log/log.token.js';
import { Acting } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { IdPipe } from '../id.pipe.js';
import { toAccount } from './to-account.js';

@AdminController('accounts/:accountId/webhook-address', 'accounts')
export class WebhookAddressController {
  constructor(
    private readonly addresses: WebhookAddressService,
    private readonly standing: AccountStanding,
    private readonly address: HubAddress,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({
    summary:
      'Gives the account another webhook address; with oldUntil the one of now works as well until then, so that no ' +
      'delivery is refused while the vendor is changed over',
  })
  @Answers(200, account)
  async renew(
    @Param('accountId', IdPipe) id: string,
    @Body({ schema: webhookAddressRenewal.optional() })
    body: z.output<typeof webhookAddressRenewal> | undefined,
    @Req() request: FastifyRequest,
    @Acting() actor: Actor,
  ) {
    return this.told('renewed', await this.addresses.renew(id, body?.oldUntil), request, actor);
  }

  @Delete('old')
  @ApiOperation({ summary: 'Ends the old webhook address now: it is then as unknown as any other' })
  @Answers(200, account)
  async endOld(
    @Param('accountId', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Acting() actor: Actor,
  ) {
    return this.told('old one ended', await this.addresses.endOld(id), request, actor);
  }

  private async told(outcome: string, view: AccountView, request: FastifyRequest, { id: actorId }: Actor) {
    const { id: accountId, connector, oldWebhook } = view;
    const oldUntil = oldWebhook?.until ?? null;
    this.log({ event: 'webhook_address', accountId, connector, outcome, ms: undefined, oldUntil, actorId });
    const [stood] = await this.standing.ofAll([view]);
    return toAccount(stood ?? view, this.address.originFor(request));
  }
}
