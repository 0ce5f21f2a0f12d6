import { Body, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { dryRun, newDryRun } from '#admin-contract/dry-run.js';
import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { DryRunService } from '#reconciliation/operator/dry-run.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';

@AdminController('reconciliation/dry-runs', 'reconciliation')
export class DryRunsController {
  constructor(private readonly dryRuns: DryRunService) {}

  @Post()
  @ApiOperation({
    summary:
      'Says what a rule would find over a period, and what would be done about it; keeps and does nothing',
  })
  @Answers(200, dryRun)
  async run(@Body({ schema: newDryRun }) body: z.output<typeof newDryRun>) {
    const { rule, storeId = null, accountId = null, from, to } = body;
    const { sample, ...counts } = await this.dryRuns.run({ rule, from, to, storeId, accountId });
    const told = sample.map(({ key: _key, ...one }) => ({
      ...one,
      text: discrepancyText(rule, one.evidence),
    }));
    return { ...counts, sample: told };
  }
}
