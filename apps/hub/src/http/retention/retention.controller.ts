import { Body, Get, Patch } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { retention, retentionChange } from '#admin-contract/retention.js';
import { RetentionPlan } from '#retention/retention-plan.js';
import { RetentionSettingsService } from '#retention/settings.service.js';
import { Acting } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { toRetentionResponse } from './retention.contract.js';

/** How long things are kept. */
@AdminController('retention', 'retention')
export class RetentionController {
  constructor(
    private readonly plan: RetentionPlan,
    private readonly settings: RetentionSettingsService,
    private readonly keys: ApiKeysService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Tells how long each kind of things is kept, and what the next run would let go',
    description:
      'A dry run: nothing is changed. Months go as a whole once their last row is kept long enough, unless something in ' +
      'them is still needed; `holds` says what. Runs are once a day.',
  })
  @Answers(200, retention)
  read() {
    return this.asItIs();
  }

  @Patch()
  @ApiOperation({
    summary: 'Changes how long kinds of things are kept',
    description: 'In days; null keeps for ever. What is left out stays as it is. The next run goes by it.',
  })
  @Answers(200, retention)
  async change(
    @Body({ schema: retentionChange }) body: z.output<typeof retentionChange>,
    @Acting() actor: Actor,
  ) {
    await this.settings.change(body, await this.keys.nameOf(actor.id));
    return this.asItIs();
  }

  private async asItIs() {
    return { items: (await this.plan.read()).map(toRetentionResponse) };
  }
}
