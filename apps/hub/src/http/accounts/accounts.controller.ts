import { Body, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { AccountView } from '#accounts/accounts/account-view.js';
import { refuseFaults } from '#accounts/account-errors.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { account, accountChange, accountPage, accountTest, newAccount } from '#admin-contract/account.js';
import { plainListQuery } from '#admin-contract/page.js';
import { fault } from '#domain/refusal.js';
import { AccountTest } from '../../account-test.js';
import { AccountStanding } from '../../account-standing.js';
import type { Access } from '#domain/access.js';
import { Acting, type ActingRequest, Allowed } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { HubAddress } from '../docs/hub-address.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';
import { toAccount } from './to-account.js';

@AdminController('accounts', 'accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tests: AccountTest,
    private readonly standing: AccountStanding,
    private readonly address: HubAddress,
    private readonly keys: ApiKeysService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the accounts in order of creation, each with whether it works' })
  @Answers(200, accountPage)
  async list(
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
    @Req() request: ActingRequest,
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
    @Req() request: ActingRequest,
  ) {
    return this.withHealth(await this.accounts.create(body), request);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an account; sensitive fields say only whether they are set' })
  @Answers(200, account)
  async read(@Param('id', IdPipe) id: string, @Req() request: ActingRequest) {
    return this.withHealth(await this.accounts.get(id), request);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Changes an account, pauses or resumes it; who operates may pause and resume alone',
  })
  @Answers(200, account)
  async change(
    @Param('id', IdPipe) id: string,
    @Body({ schema: accountChange }) body: z.output<typeof accountChange>,
    @Req() request: ActingRequest,
    @Acting() actor: Actor,
    @Allowed() { role }: Access,
  ) {
    refuseFaults(role === 'admin' ? [] : adminOnly(body));
    const by = body.paused === undefined ? undefined : await this.keys.nameOf(actor.id);
    return this.withHealth(await this.accounts.change(id, { ...body, by }), request);
  }

  @Post(':id/test')
  @ApiOperation({
    summary: 'Makes one read-only call, says what the vendor answered, and how deliveries come',
  })
  @Answers(200, accountTest)
  test(@Param('id', IdPipe) id: string) {
    return this.tests.test(id);
  }

  private async withHealth(view: AccountView, request: ActingRequest) {
    const [stood] = await this.standing.ofAll([view]);
    return this.toAccount(stood ?? view, request);
  }

  private toAccount(view: AccountView, request: ActingRequest) {
    return toAccount(view, request.access?.role === 'admin' ? this.address.originFor(request) : undefined);
  }
}

/** What of a change takes more than operating. */
const adminOnly = ({ paused: _paused, reason: _reason, ...rest }: z.output<typeof accountChange>) =>
  Object.keys(rest).map((field) => fault(field, 'admin_changes_this'));
