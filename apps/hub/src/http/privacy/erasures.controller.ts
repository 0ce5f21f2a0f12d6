import { Body, Get, Header, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import { plainListQuery } from '#admin-contract/page.js';
import { erasure, erasurePage, erasurePlan, erasureStart, newErasure } from '#admin-contract/privacy.js';
import { BulksQuery, type BulkView } from '#bulk/bulks.query.js';
import { Database } from '#database/database.js';
import type { Log } from '#domain/log.js';
import { OrderQuery } from '#ledger/order.query.js';
import { readCounts } from '#privacy/acts.store.js';
import { ERASE, ErasuresService } from '#privacy/erasures.service.js';
import { LOG } from '../../log/log.token.js';
import { Acting } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart } from '../listing.js';
import { toErasure } from './erasure.contract.js';
import { namedPerson } from './named-person.js';

@AdminController('privacy/erasures', 'privacy')
export class ErasuresController {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderQuery,
    private readonly bulks: BulksQuery,
    private readonly erasures: ErasuresService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Plans to erase one person: counts what would go, fixes the legs, and begins nothing',
    description:
      'Named by a phone number or by an order. It can be begun within an hour by POST /privacy/erasures/{id}/start. ' +
      'Order numbers, amounts and the history stay.',
  })
  @Answers(201, erasurePlan)
  async plan(@Body({ schema: newErasure }) body: z.output<typeof newErasure>, @Acting() actor: Actor) {
    const id = await this.erasures.plan(await namedPerson(body, this.orders), actor);
    const { counts, counted } = await this.erasures.count(id);
    return { ...toErasure(await this.find(id), counts), counted };
  }

  @Get()
  @ApiOperation({ summary: 'Lists erasures, the newest first' })
  @Answers(200, erasurePage)
  async list(@Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>) {
    const part = await listPart(query, BY_ID, ({ limit, after: before }) =>
      this.bulks.list({ act: ERASE, before, limit }),
    );
    return { ...part, items: await Promise.all(part.items.map((view) => this.told(view))) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an erasure with how far it is, and what is gone by now' })
  @Answers(200, erasure)
  async read(@Param('id', IdPipe) id: string) {
    return this.told(await this.find(id));
  }

  @Post(':id/start')
  @ApiOperation({
    summary:
      'Begins an erasure that was planned; it goes on by itself, whatever hub dies, and cannot be undone',
    description: 'GET /jobs shows it among long work, of kind bulk.',
  })
  @Answers(202, erasure, 'Begun')
  async start(
    @Param('id', IdPipe) id: string,
    @Body({ schema: erasureStart }) { reason }: z.output<typeof erasureStart>,
    @Acting() actor: Actor,
  ) {
    const planned = await this.told(await this.find(id));
    await this.erasures.start(id, reason, actor);
    this.log({
      event: 'erasure',
      level: 'info',
      outcome: 'started',
      id,
      legs: planned.legs,
      actorId: actor.id,
    });
    return this.told(await this.find(id));
  }

  private async told(view: BulkView) {
    return toErasure(view, await readCounts(this.database, view.id));
  }

  /** @throws NotFoundError */
  private async find(id: string): Promise<BulkView> {
    const found = await this.bulks.get(id);
    if (found === undefined) throw new NotFoundError('erasure', id);
    return found;
  }
}
