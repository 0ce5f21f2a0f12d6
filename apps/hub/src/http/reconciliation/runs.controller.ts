import { Body, Get, Header, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { plainListQuery } from '#admin-contract/page.js';
import {
  newRun,
  runAccepted,
  runCsvQuery,
  runDetail,
  runDifferencePage,
  runPage,
  runQuery,
} from '#admin-contract/reconciliation-run.js';
import { runCsv } from '#reconciliation/operator/run-csv.js';
import { RunDifferencesQuery } from '#reconciliation/operator/run-differences.query.js';
import { driftOf } from '#reconciliation/operator/run-drift.js';
import { RunsQuery, type RunView } from '#reconciliation/operator/runs.query.js';
import { RunsService } from '#reconciliation/operator/runs.service.js';
import { AdminController } from '../admin-controller.js';
import { Answers } from '../answers.js';
import { CsvAnswer } from '../csv-answer.js';
import { IdPipe } from '../id.pipe.js';
import { BY_ID, listPart, newestFirst, ofStates } from '../listing.js';

const CSV = 'text/csv';

@AdminController('reconciliation/runs', 'reconciliation')
export class RunsController {
  constructor(
    private readonly service: RunsService,
    private readonly runs: RunsQuery,
    private readonly differences: RunDifferencesQuery,
    private readonly csv: CsvAnswer,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Compares every order of a period with what all vendors say of it',
    description: 'It is a job: GET /jobs shows it, and pauses, resumes and cancels it.',
  })
  @Answers(202, runAccepted, 'Being compared')
  async create(@Body({ schema: newRun }) body: z.output<typeof newRun>) {
    const { from, to, storeId = null, accountId = null, rule = null } = body;
    return { id: await this.service.create({ from, to, storeId, accountId, rule }) };
  }

  @Get()
  @ApiOperation({ summary: 'Lists runs with what they have shown, the newest first' })
  @Answers(200, runPage)
  list(@Query({ schema: runQuery }) query: z.output<typeof runQuery>) {
    return listPart(query, BY_ID, ({ limit, after }) =>
      ofStates(query.state, limit, newestFirst, (state) => this.runs.list({ state, limit, before: after })),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'Reads a run: how far it is, what it has shown, and against the one before' })
  @Answers(200, runDetail)
  async read(@Param('id', IdPipe) id: string) {
    const found = await this.get(id);
    const before = await this.runs.before(found);
    const drift = before === undefined ? null : driftOf(found, before);
    return { ...found, repaired: await this.runs.repaired(found, before), drift };
  }

  @Get(':id/differences')
  @ApiOperation({ summary: 'Lists what a run has found, in the order in which it did' })
  @Answers(200, runDifferencePage)
  async listDifferences(
    @Param('id', IdPipe) id: string,
    @Query({ schema: plainListQuery }) query: z.output<typeof plainListQuery>,
  ) {
    await this.get(id);
    return listPart(query, BY_ID, ({ limit, after }) => this.differences.part(id, after, limit));
  }

  @Get(':id/differences.csv')
  @ApiOperation({
    summary: 'Writes what a run has found as CSV, UTF-8 with a byte order mark',
    description:
      'Rows are read while they are taken. The last row is "end" with how many there are: a file without it was cut off.',
  })
  @ApiProduces(CSV)
  @ApiOkResponse({
    schema: { type: 'string' },
    description:
      'storeCode, storeName, rule, severity, state, since, orderId, accountId, discrepancyId, evidence',
  })
  @Header('content-type', `${CSV}; charset=utf-8`)
  @Header('content-disposition', 'attachment; filename="differences.csv"')
  async write(
    @Param('id', IdPipe) id: string,
    @Query({ schema: runCsvQuery }) { spreadsheet }: z.output<typeof runCsvQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.get(id);
    return this.csv.of('reconciliation/runs/differences', reply, (stopped) =>
      runCsv(this.differences, id, spreadsheet, stopped),
    );
  }

  private async get(id: string): Promise<RunView> {
    const found = await this.runs.get(id);
    if (found === undefined) throw new NotFoundError('run', id);
    return found;
  }
}
