import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { timelinePage, timelineQuery } from '#admin-contract/order-timeline.js';
import { timelineText } from '#admin-contract/timeline-text.js';
import type { StoreScope } from '#domain/access.js';
import { OrderStory } from '#reconciliation/operator/story/order-story.js';
import type { PlacedItem, StoryPlace } from '#reconciliation/operator/story/story-item.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { type Cut, listPart } from '../listing.js';

@AdminController('orders/:orderId/timeline', 'orders')
export class OrderTimelineController {
  constructor(private readonly story: OrderStory) {}

  @Get()
  @ApiOperation({ summary: 'Tells all that happened to an order in sentences, the oldest first' })
  @Answers(200, timelinePage)
  async read(
    @Param('orderId', IdPipe) orderId: string,
    @Query({ schema: timelineQuery }) query: z.output<typeof timelineQuery>,
    @Stores() stores: StoreScope,
  ) {
    const part = await listPart(query, BY_PLACE, async ({ limit, after }) => {
      const items = await this.story.part(orderId, { after, limit, stores });
      if (items === undefined) throw new NotFoundError('order', orderId);
      return items;
    });
    return { ...part, items: part.items.map(toTimelineItem) };
  }
}

const toTimelineItem = ({ at, kind, evidence, ids }: PlacedItem) => ({
  ...{ at, kind, evidence, ids },
  text: timelineText(kind, evidence),
});

const BY_PLACE: Cut<PlacedItem, StoryPlace> = {
  write: ({ place: { at, source, key } }) => `${String(at.getTime())} ${String(source)} ${key}`,
  read: (text) => {
    const [, ms, source, key] = /^(\d{1,15}) (\d) ([0-9a-f/w-]{0,60})$/.exec(text) ?? [];
    return ms === undefined || key === undefined
      ? undefined
      : { at: new Date(Number(ms)), source: Number(source), key };
  },
};
