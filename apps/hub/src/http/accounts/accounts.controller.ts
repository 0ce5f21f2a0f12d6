import { Body, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AccountView } from '#accounts/accounts/account-view.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import { account, accountChange, accountPage, accountTest, newAccount } from '#admin-contract/account.js';
import { plainListQuery } from '#admin-contract/page.js';
import { AccountTest } from '../../account-test.js';
import { AccountStanding } from '../../account-standing.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('accounts', 'accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tests: AccountTest,
    private readonly standing: AccountStanding,
    private readonly address: HubAddress,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the accounts in order of creation, each with whether it works' })
  @Answers(200, accountPage)
  async list(
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
    @Req() request: FastifyRequest,
  ) {
    const part = await listPart(query, BY_ID, (wanted) => this.accounts.list(wanted));
    const items = await this.standing.ofAll(part.items);
    return { ...part, items: items.map((view) => this.toAccount(view, request)) };
  }

  @Post()
  @ApiOperation({ summary: 'Makes an account; its answer holds the address that the vendor is to post to' })
  @Answers(201, account)
  async create(
    @Body({ schema: newAccount }) body: z.output<typeof newAccount>,
    @Req() request: FastifyRequest,
  ) {
    return this.withHealth(await this.accounts.create(body), request);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an account; sensitive fields say only whether they are set' })
  @Answers(200, account)
  async read(@Param('id', IdPipe) id: string, @Req() request: FastifyRequest) {
    return this.withHealth(await this.accounts.get(id), request);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes an account, pauses or resumes it' })
  @Answers(200, account)
  async change(
    @Param('id', IdPipe) id: string,
    @Body({ schema: accountChange }) body: z.output<typeof accountChange>,
    @Req() request: FastifyRequest,
  ) {
    return this.withHealth(await this.accounts.change(id, body), request);
  }

  @Post(':id/test')
  @ApiOperation({
    summary: 'Makes one read-only call, says what the vendor answered, and how deliveries come',
  })
  @Answers(200, accountTest)
  test(@Param('id', IdPipe) id: string) {
    return this.tests.test(id);
  }

  private async withHealth(view: AccountView, request: FastifyRequest) {
    const [stood] = await this.standing.ofAll([view]);
    return this.toAccount(stood ?? view, request);
  }

  private toAccount({ webhookPath, ...view }: AccountView, request: FastifyRequest) {
    return webhookPath === null
      ? view
      : { ...view, webhookUrl: this.address.originFor(request) + webhookPath };
  }
}
