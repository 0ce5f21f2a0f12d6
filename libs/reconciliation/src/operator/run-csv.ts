import { csvText, textCell } from '#domain/csv-text.js';
import type { RunDifferenceView, RunDifferencesQuery } from './run-differences.query.js';

type Cell = (row: RunDifferenceView) => string;

const CELLS: Readonly<Record<string, Cell>> = {
  storeCode: ({ storeCode }) => storeCode ?? '',
  storeName: ({ storeName }) => storeName ?? '',
  rule: ({ rule }) => rule,
  severity: ({ severity }) => severity,
  state: ({ state }) => state ?? '',
  since: ({ since }) => since.toISOString(),
  orderId: ({ orderId }) => orderId,
  accountId: ({ accountId }) => accountId,
  discrepancyId: ({ discrepancyId }) => discrepancyId ?? '',
  evidence: ({ evidence }) => JSON.stringify(evidence),
};

/** Rows that one statement reads. */
const ROWS_AT_ONCE = 1_000;
const END = 'end';

/**
 * What a run has found as a file in parts, the first of which is its header: each is read and written when it is asked
 * for. The last row names how many there were: a file without it was cut off.
 * @param spreadsheet whether texts that a spreadsheet would change are marked as text
 * @param stopped looked at before each statement; the parts end by throwing its reason
 */
export async function* runCsv(
  query: RunDifferencesQuery,
  runId: string,
  spreadsheet: boolean,
  stopped: AbortSignal,
): AsyncGenerator<string> {
  yield csvText([Object.keys(CELLS)], true);
  let rows: readonly RunDifferenceView[];
  let [written, after]: [number, string | undefined] = [0, undefined];
  do {
    stopped.throwIfAborted();
    rows = await query.part(runId, after, ROWS_AT_ONCE);
    const cells = rows.map((row) => Object.values(CELLS).map((cell) => textCell(cell(row), spreadsheet)));
    if (cells.length > 0) yield csvText(cells, false);
    written += rows.length;
    after = rows.at(-1)?.id;
  } while (rows.length === ROWS_AT_ONCE);
  const rest = Object.keys(CELLS).slice(2);
  yield csvText([[END, String(written), ...rest.map(() => '')]], false);
}
