import { Delete, Get, Header, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { NotFoundError } from '#accounts/account-errors.js';
import { auditExportQuery, auditPage, auditQuery } from '#admin-contract/audit.js';
import { AuditWriter } from '#audit/acts/audit-writer.js';
import { ReasonErasing } from '#audit/acts/reason-erasing.js';
import { readEntries } from '#audit/read/entries.query.js';
import { Database } from '#database/database.js';
import type { ActingRequest } from '../acting.js';
import { AdminController } from '../admin-controller.js';
import { Answers, AnswersNothing } from '../answers.js';
import { CsvAnswer } from '../csv-answer.js';
import { IdPipe } from '../id.pipe.js';
import { listPart } from '../listing.js';
import { BY_TIME, filterOf, toAuditEntry } from './audit.contract.js';
import { AUDIT_EXPORT_COLUMNS, exportedAudit } from './audit-export.js';
import { askingOf, RequestActing } from './request-acting.js';

const TYPES = { jsonl: 'application/jsonl; charset=utf-8', csv: 'text/csv; charset=utf-8' };

/** Who did what. */
@AdminController('audit', 'audit')
export class AuditController {
  constructor(
    private readonly database: Database,
    private readonly writer: AuditWriter,
    private readonly acting: RequestActing,
    private readonly erasing: ReasonErasing,
    private readonly files: CsvAnswer,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Lists what people and keys did, and what was refused them, the newest first' })
  @Answers(200, auditPage)
  async list(@Query({ schema: auditQuery }) query: z.output<typeof auditQuery>) {
    const part = await listPart(query, BY_TIME, ({ limit, after: before }) =>
      readEntries(this.database, { ...filterOf(query), before, limit }),
    );
    return { ...part, items: part.items.map(toAuditEntry) };
  }

  @Get('export')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Writes the audit of a period, the oldest first, as JSON lines or CSV',
    description:
      'Rows are read while they are taken. A file that does not end with the line {"total": n}, or the row "total", was cut off.',
  })
  @ApiProduces('application/jsonl', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string' }, description: `As CSV: ${AUDIT_EXPORT_COLUMNS}.` })
  async write(
    @Query({ schema: auditExportQuery }) query: z.output<typeof auditExportQuery>,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const acting = await this.acting.of(askingOf(request));
    const done = { act: 'audit.exported', after: { ...query } } as const;
    await this.database.transaction((sql) => this.writer.write(sql, acting, done));
    void reply
      .header('content-type', TYPES[query.as])
      .header('content-disposition', `attachment; filename="audit.${query.as}"`);
    return this.files.of('audit/export', reply, (stopped) =>
      exportedAudit(this.database, filterOf(query), query.as, stopped),
    );
  }

  @Delete(':id/reason')
  @ApiOperation({ summary: 'Erases what somebody wrote as the reason; the row stays, and with it the chain' })
  @AnswersNothing('Erased')
  async erase(@Param('id', IdPipe) id: string): Promise<void> {
    const had = await this.database.transaction((sql) => this.erasing.ofEntry(sql, id));
    if (!had) throw new NotFoundError('text', id);
  }
}
