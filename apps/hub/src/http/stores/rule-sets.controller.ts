import { Body, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { StoresService } from '#accounts/stores/stores.service.js';
import { plainListQuery } from '#admin-contract/page.js';
import { newRuleSet, ruleSet, ruleSetChange, ruleSetMoving, ruleSetPage } from '#admin-contract/rule-set.js';
import type { StoreScope } from '#domain/access.js';
import type { Log } from '#domain/log.js';
import { type RulePreview, RulePreviewing, type TriedRules } from '#ledger/rules/rule-preview.js';
import { RuleSetsService } from '#ledger/rules/rule-sets.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersOneOf, StatusAnswer } from '../answers.js';
import { Acting, Stores } from '../acting.js';
import { noteVersion } from '../etags.js';
import { IdPipe } from '../id.pipe.js';
import { byNumber, listPart } from '../listing.js';

const BY_VERSION = byNumber<{ readonly version: number }>(({ version }) => version);

@AdminController('stores/:storeId/rule-sets', 'stores')
export class RuleSetsController {
  constructor(
    private readonly ruleSets: RuleSetsService,
    private readonly previewing: RulePreviewing,
    private readonly stores: StoresService,
    private readonly keys: ApiKeysService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists what counts in the store’s hours, and did, the newest version first' })
  @Answers(200, ruleSetPage)
  async list(
    @Param('storeId', IdPipe) storeId: string,
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Stores() scope: StoreScope,
  ) {
    await this.stores.get(storeId, scope);
    const part = await listPart(query, BY_VERSION, ({ limit, after }) =>
      this.ruleSets.list(storeId, { limit, before: after }),
    );
    // The newest is what a further one follows.
    const [newest] = part.items;
    if (query.cursor === undefined && newest !== undefined) noteVersion(reply, String(newest.version));
    return part;
  }

  @Post()
  @ApiOperation({
    summary:
      'States what counts in the store’s hours, of orders from an instant on; with dryRun: true says what it would do',
  })
  @AnswersOneOf({
    200: { shape: ruleSetChange, description: 'Nothing was done: what the rule set would do' },
    201: { shape: ruleSet, description: 'In force, and every recorded order counts by it' },
    202: {
      shape: ruleSetMoving,
      description: 'In force; recorded orders are still being made to count by it',
    },
  })
  async state(
    @Param('storeId', IdPipe) storeId: string,
    @Body({ schema: newRuleSet }) { dryRun, dryRunUntil, ...stated }: z.output<typeof newRuleSet>,
    @Acting() actor: Actor,
  ) {
    const { timeZone } = await this.stores.get(storeId);
    const statedBy = await this.keys.nameOf(actor.id);
    const wish = { ...stated, statedBy };
    if (dryRun === true)
      return new StatusAnswer(
        200,
        await this.tried({ storeId, zone: timeZone, wish, until: dryRunUntil ?? null }),
      );
    const made = await this.ruleSets.state(storeId, wish);
    if (made === undefined) throw new NotFoundError('store', storeId);
    const { ruleSet: now, jobId } = made;
    this.log({ event: 'rule_set', storeId, version: now.version, outcome: 'stated', actorId: actor.id });
    return jobId === null ? new StatusAnswer(201, now) : new StatusAnswer(202, { ...now, jobId });
  }

  private async tried(rules: TriedRules) {
    return toChange(await this.previewing.preview(rules), rules);
  }
}

const toChange = ({ largest, ...preview }: RulePreview, { until }: TriedRules) => ({
  ...preview,
  until,
  largest: largest.map(({ start, end, ...gain }) => ({ hourStart: start, hourEnd: end, ...gain })),
  moreHours: preview.hours - largest.length,
});
