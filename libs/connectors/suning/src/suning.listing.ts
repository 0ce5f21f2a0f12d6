import { ConnectorError } from '#connectors-core/connector-error.js';
import { readShape } from '#connectors-core/read-wire.js';
import type { Window } from '#connectors-core/source-pages.js';
import { z } from 'zod';
import { failureError, isNoResult, SUCCESS } from './suning.codes.js';
import type { Failure } from './suning.codes.js';
import { envelope, isBlank, LAST_PAGE_NO, listOf, PAGE_SIZE } from './suning.schema.js';

/** One page of a listing, as it was answered. */
export interface ListedPage {
  /** Each to be read on its own. */
  readonly rows: readonly unknown[];
  /** Null behind the last page. */
  readonly nextPageNo: number | null;
}

type Content = z.output<typeof envelope>['sn_responseContent'];

const SECOND_MS = 1000;
const downToSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / SECOND_MS) * SECOND_MS);

/**
 * The bounds that are sent for a window [from, to): both cut to their second. Whether the vendor takes
 * endTime as inclusive is not documented (its sample has equal bounds, so it seems to): then one second is
 * read that the next window reads again, else the rest of the last second is left to the overlap.
 */
export const boundsOf = ({ from, to }: Window): Window => ({
  from: downToSecond(from),
  to: downToSecond(to),
});

/**
 * What an answer's document says of the page that was asked for.
 * @throws ConnectorError for the vendor's own failures; `invalid_response` for what is not positively a page
 */
export function pageOf(document: unknown, pageNo: number): ListedPage {
  const { sn_responseContent: content } = readShape(envelope, document);
  const failure = failureOf(content);
  if (failure !== null && !isNoResult(failure)) throw failureError(failure);
  if (failure !== null) return { rows: [], nextPageNo: null };
  const rows = rowsOf(content);
  checkPage(content, rows.length, pageNo);
  return { rows, nextPageNo: nextPageNo(content, rows.length, pageNo) };
}

function failureOf({ sn_error, sn_head }: Content): Failure | null {
  if (sn_error !== null) return { code: sn_error.error_code, message: sn_error.error_msg };
  const said = sn_head?.returnMessage ?? SUCCESS;
  return said === SUCCESS ? null : { code: said, message: null };
}

const body = z.object({ queryOrderStatus: listOf(z.unknown()) });

/** No rows are believed only where the head says success, or is there beside an empty `queryOrderStatus`. */
function rowsOf({ sn_head, sn_body }: Content): readonly unknown[] {
  const isEmpty = isBlank(sn_body) || (isObject(sn_body) && Object.keys(sn_body).length === 0);
  if (isEmpty && sn_head?.returnMessage === SUCCESS) return [];
  if (!isObject(sn_body) || !('queryOrderStatus' in sn_body)) {
    throw new ConnectorError('invalid_response', 'the answer has no queryOrderStatus and does not say why');
  }
  const rows = readShape(body, sn_body).queryOrderStatus;
  if (rows.length > 0 || sn_head !== null) return rows;
  throw new ConnectorError('invalid_response', 'the answer is empty and has no sn_head');
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkPage({ sn_head }: Content, rows: number, pageNo: number): void {
  const [answered, total] = [numberOf(sn_head?.pageNo), numberOf(sn_head?.pageTotal)];
  if (answered !== null && answered !== pageNo) {
    throw new ConnectorError('invalid_response', 'the answer is about another page than the one asked for');
  }
  if (rows === 0 && pageNo === 1 && (total ?? 0) > 1) {
    throw new ConnectorError('invalid_response', 'the first page is empty, and pageTotal promises more');
  }
}

/**
 * A full page is never taken for the last one, and a short one is, unless pageTotal says otherwise whichever
 * way it is meant: it is greater than this page's number, and is not the number of orders listed so far.
 * So a pageTotal that is wrong costs a call and hides nothing.
 */
function nextPageNo({ sn_head }: Content, rows: number, pageNo: number): number | null {
  if (rows === 0) return null;
  const size = Math.min(numberOf(sn_head?.pageSize) ?? PAGE_SIZE, PAGE_SIZE) || PAGE_SIZE;
  const total = numberOf(sn_head?.pageTotal) ?? 0;
  const isMore = rows >= size || (total > pageNo && total !== (pageNo - 1) * size + rows);
  if (!isMore) return null;
  if (pageNo < LAST_PAGE_NO) return pageNo + 1;
  throw new ConnectorError('rejected', 'the window has more pages than Suning can number', {
    windowTooLarge: true,
  });
}

const numberOf = (count: string | null | undefined): number | null => (isBlank(count) ? null : Number(count));
