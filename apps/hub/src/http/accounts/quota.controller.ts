import { Get, Param } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { QuotaOverview } from '#accounts/quota/quota-overview.js';
import { quota } from '#admin-contract/quota.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';

@AdminController('accounts/:accountId/quota', 'accounts')
export class QuotaController {
  constructor(private readonly quotas: QuotaOverview) {}

  @Get()
  @ApiOperation({
    summary:
      'Reads what the vendor’s calls were used for, what is reserved of the rest, and when calls are granted',
  })
  @Answers(200, quota)
  read(@Param('accountId', IdPipe) accountId: string) {
    return this.quotas.view(accountId);
  }
}
