import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { actorNames } from '#accounts/keys/actor-names.query.js';
import { revealPage, revealQuery } from '#admin-contract/reveal.js';
import { Database } from '#database/database.js';
import { readReveals } from '#ledger/reveals/reveals.query.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { BY_ID, listPart } from '../listing.js';

@AdminController('reveals', 'orders')
export class RevealsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({
    summary: 'Lists who was shown the contacts of which order, when and why, the newest first',
  })
  @Answers(200, revealPage)
  async list(@Query({ schema: revealQuery }) query: z.output<typeof revealQuery>) {
    const { orderId } = query;
    const part = await listPart(query, BY_ID, ({ limit, after: before }) =>
      readReveals(this.database, { orderId, before, limit }),
    );
    const names = await actorNames(
      this.database,
      part.items.map(({ actorId }) => actorId),
    );
    const items = part.items.map(({ id, orderId: of, at, actorId, reason }) => ({
      ...{ id, orderId: of, at, reason },
      by: names.get(actorId) ?? actorId,
    }));
    return { ...part, items };
  }
}
