import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { overview, overviewQuery } from '#admin-contract/overview.js';
import { queueCounts } from '#admin-contract/queue.js';
import { Database } from '#database/database.js';
import { OverviewService } from '../../overview/overview.service.js';
import { readQueueNews } from '../../overview/queues.query.js';
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
    description: 'What was seen is told again for three seconds, to whoever asks this hub.',
  })
  @Answers(200, overview)
  async read(@Query({ schema: overviewQuery }) { since }: z.output<typeof overviewQuery>) {
    const [seen, queues, news] = await Promise.all([
      this.service.seen(),
      this.service.queues(),
      since === undefined ? undefined : readQueueNews(this.database, since),
    ]);
    return toOverview(seen, queues, news);
  }

  @Get('counts')
  @ApiOperation({ summary: 'Counts what has not come to its end, by list and state' })
  @Answers(200, queueCounts)
  async counts() {
    const { asOf, queues } = await this.service.queues();
    return { asOf, items: queues };
  }
}
