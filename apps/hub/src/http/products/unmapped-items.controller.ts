import { Get, Param } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import { unmappedItems } from '#admin-contract/unmapped-item.js';
import { UnmappedItemsQuery } from '#dispatch/operator/unmapped-items.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';

/** As many as a person maps in one go; what follows is seen once these are mapped. */
const MOST = 500;

@AdminController('accounts/:accountId/unmapped-items', 'accounts')
export class UnmappedItemsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly unmapped: UnmappedItemsQuery,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists the items that commands to this till wait for, those that most orders wait for first',
  })
  @Answers(200, unmappedItems)
  async list(@Param('accountId', IdPipe) accountId: string) {
    await this.accounts.get(accountId);
    return { items: await this.unmapped.ofAccount(accountId, MOST), nextCursor: null };
  }
}
