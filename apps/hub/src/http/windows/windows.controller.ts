import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { coveragePage, coverageQuery, windowPage, windowQuery } from '#admin-contract/window.js';
import { isUuid } from '#domain/ids.js';
import { CoverageQuery, type StreamCoverage } from '#polling/plan/coverage.query.js';
import { WindowQuery, type WindowView } from '#polling/windows/window.query.js';
import { UnreadRowsService } from '#polling/plan/unread-rows.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { IdPipe } from '../id.pipe.js';
import { type Cut, latestFirst, listPart, ofStates } from '../listing.js';
import { toWindowResponse } from './window.contract.js';

const LATEST_FIRST = latestFirst<WindowView>(({ from }) => from);
const BY_BEGINNING: Cut<WindowView, { from: Date; id: string }> = {
  write: ({ from, id }) => `${String(from.getTime())} ${id}`,
  read: (text) => {
    const [, ms, id = ''] = /^(\d{1,15}) (\S+)$/.exec(text) ?? [];
    return ms !== undefined && isUuid(id) ? { from: new Date(Number(ms)), id } : undefined;
  },
};

const BY_STREAM: Cut<StreamCoverage, { accountId: string; stream: string }> = {
  write: ({ accountId, stream }) => `${accountId} ${stream}`,
  read: (text) => {
    const accountId = text.slice(0, 36);
    return isUuid(accountId) && text[36] === ' ' ? { accountId, stream: text.slice(37) } : undefined;
  },
};

@AdminController('windows', 'windows')
export class WindowsController {
  constructor(
    private readonly windows: WindowQuery,
    private readonly unread: UnreadRowsService,
  ) {}

  @Post('unread/:id/dismiss')
  @ApiOperation({ summary: 'Says of a row that nobody could read that nothing more is to be done about it' })
  @AnswersNothing('It is shown no more, unless it is listed as another one')
  async dismiss(@Param('id', IdPipe) id: string): Promise<void> {
    await this.unread.dismiss(id);
  }

  @Get()
  @ApiOperation({ summary: 'Lists the windows of polled sources, the newest stretch first' })
  @Answers(200, windowPage)
  async list(@Query({ schema: windowQuery }) query: z.output<typeof windowQuery>) {
    const { accountId, state: states, stream, backfillId } = query;
    const page = await listPart(query, BY_BEGINNING, ({ limit, after: before }) =>
      ofStates(states, limit, LATEST_FIRST, (state) =>
        this.windows.list({ accountId, state, stream, backfillId, limit, before }),
      ),
    );
    return { ...page, items: page.items.map(toWindowResponse) };
  }
}

@AdminController('coverage', 'windows')
export class CoverageController {
  constructor(private readonly coverage: CoverageQuery) {}

  @Get()
  @ApiOperation({ summary: 'Shows how far each live stream is read, and what is missing' })
  @Answers(200, coveragePage)
  list(@Query({ schema: coverageQuery }) query: z.output<typeof coverageQuery>) {
    return listPart(query, BY_STREAM, ({ limit, after }) =>
      this.coverage.list({ accountId: query.accountId, limit, after }),
    );
  }
}
