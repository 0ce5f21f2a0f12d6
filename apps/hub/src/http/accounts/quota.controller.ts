import { Get, Param } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { QuotaService } from '#accounts/quota/quota.service.js';
import { quota } from '#admin-contract/quota.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';

@AdminController('accounts/:accountId/quota', 'accounts')
export class QuotaController {
  constructor(private readonly quotas: QuotaService) {}

  @Get()
  @ApiOperation({ summary: 'Reads how many of the vendor’s calls are used, and who may use the rest' })
  @Answers(200, quota)
  read(@Param('accountId', IdPipe) accountId: string) {
    return this.quotas.view(accountId);
  }
}
