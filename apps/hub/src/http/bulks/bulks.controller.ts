import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#accounts/keys/actor.js';
import { NotFoundError } from '#accounts/account-errors.js';
import {
  bulk,
  bulkItemPage,
  bulkItemQuery,
  bulkPage,
  bulkPlan,
  bulkQuery,
  bulkStart,
  newBulk,
} from '#admin-contract/bulk.js';
import { bulkUndoText } from '#admin-contract/bulk-texts.js';
import { type BulkItemView, BulksQuery, type BulkView } from '#bulk/bulks.query.js';
import { BulksService } from '#bulk/bulks.service.js';
import { Database } from '#database/database.js';
import type { Access } from '#domain/access.js';
import { Acting, Allowed } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, byNumber, listPart, newestFirst, ofStates } from '../listing.js';
import { namesAmong } from './bulk-names.query.js';
import { chosenOf } from './bulk-plans.js';
import { refuseErasing } from './erasure-refusal.js';
import { bulkWords } from './bulk-words.js';

const BY_ORDINAL = byNumber<BulkItemView>(({ ordinal }) => ordinal);
const inOrder = (a: BulkItemView, b: BulkItemView): number => a.ordinal - b.ordinal;

@AdminController('bulks', 'bulks')
export class BulksController {
  constructor(
    private readonly database: Database,
    private readonly bulks: BulksQuery,
    private readonly service: BulksService,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Plans an act on many things: counts and fixes what is meant, and begins nothing',
    description: 'It can be begun within an hour by POST /bulks/{id}/start.',
  })
  @Answers(201, bulkPlan)
  async plan(@Body({ schema: newBulk }) body: z.output<typeof newBulk>, @Acting() actor: Actor) {
    const { act, ids = [], filter: _filter, ...besides } = body;
    const { filter, selection } = chosenOf(body);
    const names = await namesAmong(this.database, Object.values(filter ?? {}));
    const words = bulkWords(act, { filter, count: ids.length, besides }, names);
    const asked = { ...besides, ...(filter && { filter }) };
    const id = await this.service.plan({ act, asked, words, selection }, actor);
    return { ...(await this.get(id)), sample: await this.bulks.sample(id) };
  }

  @Get()
  @ApiOperation({ summary: 'Lists acts on many things, the newest first' })
  @Answers(200, bulkPage)
  async list(@Query({ schema: bulkQuery }) query: z.output<typeof bulkQuery>) {
    const { state: states, act } = query;
    const part = await listPart(query, BY_ID, ({ limit, after: before }) =>
      ofStates(states, limit, newestFirst, (state) => this.bulks.list({ state, act, limit, before })),
    );
    return { ...part, items: part.items.map(told) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads an act on many things with how far it is' })
  @Answers(200, bulk)
  read(@Param('id', IdPipe) id: string) {
    return this.get(id);
  }

  @Get(':id/items')
  @ApiOperation({
    summary: 'Lists what it is about and what came of each, in the order in which they are done',
  })
  @Answers(200, bulkItemPage)
  async items(
    @Param('id', IdPipe) id: string,
    @Query({ schema: bulkItemQuery }) query: z.output<typeof bulkItemQuery>,
  ) {
    await this.get(id);
    return listPart(query, BY_ORDINAL, ({ limit, after }) =>
      ofStates(query.state, limit, inOrder, (state) => this.bulks.items(id, { state, after, limit })),
    );
  }

  @Post(':id/start')
  @ApiOperation({ summary: 'Begins what was planned; it goes on by itself, whatever hub dies' })
  @Answers(202, bulk, 'Begun')
  async start(
    @Param('id', IdPipe) id: string,
    @Body({ schema: bulkStart }) { reason }: z.output<typeof bulkStart>,
    @Acting() actor: Actor,
    @Allowed() { role }: Access,
  ) {
    refuseErasing((await this.get(id)).act, role);
    await this.service.start(id, reason, actor);
    return this.get(id);
  }

  @Post(':id/cancel')
  @ApiOperation({ summary: 'Stops it; what is done stays' })
  @Answers(200, bulk)
  async cancel(@Param('id', IdPipe) id: string, @Acting() actor: Actor, @Allowed() { role }: Access) {
    refuseErasing((await this.get(id)).act, role);
    await this.service.cancel(id, actor);
    return this.get(id);
  }

  /** @throws NotFoundError */
  private async get(id: string) {
    const found = await this.bulks.get(id);
    if (found === undefined) throw new NotFoundError('bulk', id);
    return told(found);
  }
}

function told(view: BulkView) {
  const { can: canUndo, ...undo } = bulkUndoText(view.act);
  return { ...view, canUndo, undo };
}
