import { Get, Header, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { SALES_EXPORT_COLUMNS, salesExportQuery } from '#admin-contract/sales-export.js';
import type { StoreScope } from '#domain/access.js';
import type { ExportSpan } from '#reporting/operator/export/export-periods.js';
import { SalesExportService } from '#reporting/operator/export/sales-export.service.js';
import { Stores } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { CsvAnswer } from '../csv-answer.js';

const CSV = 'text/csv';

@AdminController('sales', 'sales')
export class SalesExportController {
  constructor(
    private readonly exports: SalesExportService,
    private readonly csv: CsvAnswer,
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
  write(
    @Query({ schema: salesExportQuery }) query: z.output<typeof salesExportQuery>,
    @Stores() stores: StoreScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { by, storeId, spreadsheet } = query;
    const wanted = { by, storeId, stores, spreadsheet, span: spanOf(query) };
    return this.csv.of('sales/export', reply, (stopped) => this.exports.csv(wanted, stopped));
  }
}

/** One of the two is whole: the query's own check says so. */
function spanOf({ from, to, fromDay, toDay }: z.output<typeof salesExportQuery>): ExportSpan {
  if (fromDay !== undefined && toDay !== undefined) return { fromDay, toDay };
  return { from: from ?? NEVER, to: to ?? NEVER };
}

const NEVER = new Date(0);
