import { Body, Get, Param, Put, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ConflictError } from '#accounts/account-errors.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import { PushService, type RegisteredAddress } from '#accounts/accounts/push.service.js';
import { audited } from '#audit/acts/audited.js';
import { pushAddress, pushChange } from '#admin-contract/push.js';
import { Database } from '#database/database.js';
import { refusal } from '#domain/refusal.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { IdPipe } from '../id.pipe.js';

@AdminController('accounts/:accountId/push', 'accounts')
export class PushController {
  constructor(
    private readonly push: PushService,
    private readonly accounts: AccountsService,
    private readonly address: HubAddress,
    private readonly database: Database,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Asks the vendor where it sends its notifications' })
  @Answers(200, pushAddress)
  async read(@Param('accountId', IdPipe) accountId: string, @Req() request: FastifyRequest) {
    const webhookUrl = await this.webhookUrl(accountId, request);
    return toPushAddress(await this.push.read(accountId), webhookUrl);
  }

  @Put()
  @ApiOperation({
    summary: 'Tells the vendor where to send its notifications: to this hub unless told otherwise',
  })
  @Answers(200, pushAddress)
  async register(
    @Param('accountId', IdPipe) accountId: string,
    @Body({ schema: pushChange.optional() }) body: z.output<typeof pushChange> | undefined,
    @Req() request: FastifyRequest,
  ) {
    const webhookUrl = await this.webhookUrl(accountId, request);
    // Before the vendor is told: what cannot be kept is not done.
    await this.database.transaction((sql) => audited(sql, {}));
    return toPushAddress(await this.push.register(accountId, body?.url ?? webhookUrl), webhookUrl);
  }

  private async webhookUrl(accountId: string, request: FastifyRequest): Promise<string> {
    const { webhookPath } = await this.accounts.get(accountId);
    if (webhookPath === null) throw new ConflictError(refusal('connector_takes_no_deliveries'));
    return this.address.originFor(request) + webhookPath;
  }
}

const toPushAddress = (answer: RegisteredAddress, webhookUrl: string) => ({
  ...answer,
  webhookUrl,
  matches: answer.registeredUrl === webhookUrl,
});
