import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { overview, overviewQuery } from '#admin-contract/overview.js';
import { queueCounts } from '#admin-contract/queue.js';
import { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import { OverviewService } from '../../overview/overview.service.js';
import { readQueueNews } from '../../overview/queues.query.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { toOverview } from './overview.contract.js';

@AdminController('', 'overview')
export class OverviewController {
  constructor(
    private readonly service: OverviewService,
    private readonly database: Database,
  ) {}

  @Get('overview')
  @ApiOperation({
    summary: 'Tells how every store sells, what waits for a person, and what is not well',
    description:
      'What was seen is told again for three seconds, to whoever asks this hub and sees the same stores. Whoever sees single ' +
      'stores is told of these; accounts, brakes, coverage and quotas are empty then, and so are the queues that are of no store.',
  })
  @Answers(200, overview)
  async read(
    @Query({ schema: overviewQuery }) { since }: z.output<typeof overviewQuery>,
    @Stores() scope: StoreScope,
  ) {
    const [seen, queues, news] = await Promise.all([
      this.service.seen(scope),
      this.service.queues(scope),
      since === undefined ? undefined : readQueueNews(this.database, since, scope),
    ]);
    return toOverview(seen, queues, news);
  }

  @Get('counts')
  @ApiOperation({
    summary: 'Counts what has not come to its end, by list and state',
    description: 'To whoever sees single stores, without the lists that are of no store.',
  })
  @Answers(200, queueCounts)
  async counts(@Stores() scope: StoreScope) {
    const { asOf, queues } = await this.service.queues(scope);
    return { asOf, items: queues };
  }
}
