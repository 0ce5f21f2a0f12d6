import { Readable } from 'node:stream';
import {
  type BeforeApplicationShutdown,
  Get,
  Header,
  Inject,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { SALES_EXPORT_COLUMNS, salesExportQuery } from '#admin-contract/sales-export.js';
import type { Log } from '#domain/log.js';
import { SalesExportService } from '#reporting/operator/export/sales-export.service.js';
import { LOG } from '../../log/log.token.js';
import { AdminController } from '../admin-controller.js';

const CSV = 'text/csv';

@AdminController('sales', 'sales')
export class SalesExportController implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly exports: SalesExportService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Get('export')
  @ApiOperation({
    summary: 'Writes derived hours as CSV, UTF-8 with a byte order mark, by hour, business day or store',
    description:
      'Rows are read while they are taken: each is as it was when it was read. A file that does not end with the row ' +
      '"total" was cut off.',
  })
  @ApiProduces(CSV)
  @ApiOkResponse({ schema: { type: 'string' }, description: SALES_EXPORT_COLUMNS })
  @Header('content-type', `${CSV}; charset=utf-8`)
  @Header('content-disposition', 'attachment; filename="sales.csv"')
  async write(
    @Query({ schema: salesExportQuery }) query: z.output<typeof salesExportQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, this.stopping.signal]);
    const parts = this.exports.csv(query, signal);
    // What is wrong with the request, or the database, is still told as a problem.
    const header = await parts.next();
    return new StreamableFile(Readable.from(this.told(header.value as string, parts, signal), { signal }));
  }

  /** A reader may be slower than a hub that ends can wait. */
  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** Once a file is begun, only its end can say that something failed: it is missing. The log says what. */
  private async *told(header: string, rest: AsyncIterable<string>, signal: AbortSignal) {
    yield header;
    try {
      yield* rest;
    } catch (error) {
      if (!signal.aborted)
        this.log({ event: 'http_error', level: 'error', route: 'sales/export', outcome: 'cut_off', error });
      throw error;
    }
  }
}
