import { z } from 'zod';
import { auditEntry } from '#admin-contract/audit.js';
import { type EntryFilter, readExported, type ShownEntry } from '#audit/read/entries.query.js';
import type { Sql } from '#database/sql.js';
import { csvText, textCell } from '#domain/csv-text.js';
import { toAuditEntry } from './audit.contract.js';

const PAGE = 1_000;

const COLUMNS = [
  ...[
    'id',
    'at',
    'actorKind',
    'actorId',
    'actorName',
    'address',
    'client',
    'act',
    'subjectKind',
    'subjectId',
  ],
  ...['before', 'after', 'reason', 'bulkId', 'seq', 'hash'],
] as const;

/** For the documentation. */
export const AUDIT_EXPORT_COLUMNS = COLUMNS.join(', ');

/**
 * The rows of a period, the oldest first, read while they are taken. The first part is empty or the head of a table.
 * The last line of a file that is whole is empty of rows: `{"total": n}`, or a row whose id is `total`.
 */
export async function* exportedAudit(
  sql: Sql,
  filter: EntryFilter,
  as: 'jsonl' | 'csv',
  stopped: AbortSignal,
): AsyncGenerator<string> {
  const written = as === 'csv' ? CSV : JSON_LINES;
  let page = await readExported(sql, { ...filter, limit: PAGE });
  let total = 0;
  yield written.head;
  while (page.length > 0 && !stopped.aborted) {
    yield written.rows(page);
    total += page.length;
    const last = page.at(-1);
    page =
      page.length < PAGE || last === undefined
        ? []
        : await readExported(sql, { ...filter, after: last, limit: PAGE });
  }
  // A file that was broken off says so by having no end.
  if (!stopped.aborted) yield written.end(total);
}

interface Written {
  readonly head: string;
  rows(page: readonly ShownEntry[]): string;
  end(total: number): string;
}

const JSON_LINES: Written = {
  head: '',
  rows: (page) =>
    page.map((entry) => `${JSON.stringify(z.encode(auditEntry, toAuditEntry(entry)))}\n`).join(''),
  end: (total) => `${JSON.stringify({ total })}\n`,
};

const CSV: Written = {
  head: csvText([[...COLUMNS]], true),
  rows: (page) => csvText(page.map(cells), false),
  end: (total) => csvText([['total', String(total), ...COLUMNS.slice(2).map(() => '')]], false),
};

const cells = (entry: ShownEntry): string[] =>
  COLUMNS.map((column) => {
    const value = entry[column];
    if (value === null) return '';
    return value instanceof Date ? value.toISOString() : textCell(value.toString(), true);
  });
