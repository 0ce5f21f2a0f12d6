import { ConnectorError } from '#connectors-core/connector-error.js';
import { readShape } from '#connectors-core/read-wire.js';
import type { Window } from '#connectors-core/source-pages.js';
import { z } from 'zod';
import { failureError, isNoResult, SUCCESS } from './suning.codes.js';
import type { Failure } from './suning.codes.js';
import { envelope, isBlank, LAST_PAGE_NO, PAGE_SIZE, repeated, withoutBlanks } from './suning.schema.js';

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

interface Context {
  /** Rows on the pages before. */
  readonly listed: number;
  /** What the vendor may repeat of the request and nobody is to read. */
  readonly hidden: readonly string[];
}

/**
 * What an answer's document says of the page that was asked for.
 * @param context by default the pages before were full
 * @throws ConnectorError for the vendor's own failures; `invalid_response` for what is not positively a page
 */
export function pageOf(document: unknown, pageNo: number, context: Partial<Context> = {}): ListedPage {
  const { listed = (pageNo - 1) * PAGE_SIZE, hidden = [] } = context;
  const { sn_responseContent: content } = readShape(envelope, document);
  const failure = failureOf(content);
  if (failure !== null && !isNoResult(failure)) throw failureError(failure, hidden);
  if (failure !== null) return noResult(content);
  const elements = elementsOf(content);
  const rows = withoutBlanks(elements);
  checkPageNo(content, pageNo);
  if (rows.length === 0) checkEnd(content, pageNo, listed);
  return { rows, nextPageNo: nextPageNo(content, elements.length, pageNo) };
}

const notAPage = (message: string): ConnectorError => new ConnectorError('invalid_response', message);

function failureOf({ sn_error, sn_head }: Content): Failure | null {
  if (sn_error !== null) return { code: sn_error.error_code, message: sn_error.error_msg };
  const said = sn_head?.returnMessage ?? SUCCESS;
  return said === SUCCESS ? null : { code: said, message: null };
}

/** An answer that says both that there is nothing and what there is says nothing. */
function noResult({ sn_body }: Content): ListedPage {
  if (isObject(sn_body) && 'queryOrderStatus' in sn_body && !saysNothing(sn_body.queryOrderStatus)) {
    throw notAPage('the answer says no-result, and lists orders all the same');
  }
  return { rows: [], nextPageNo: null };
}

/** Also an empty order: a gateway may write out the elements of one that there is not. */
const saysNothing = (value: unknown): boolean =>
  isBlank(value) || (typeof value === 'object' && value !== null && Object.values(value).every(saysNothing));

const body = z.object({ queryOrderStatus: repeated });

/** No rows are believed only where the head says success, or is there beside an empty `queryOrderStatus`. */
function elementsOf({ sn_head, sn_body }: Content): readonly unknown[] {
  const isEmpty = isBlank(sn_body) || (isObject(sn_body) && Object.keys(sn_body).length === 0);
  if (isEmpty && sn_head?.returnMessage === SUCCESS) return [];
  if (!isObject(sn_body) || !('queryOrderStatus' in sn_body)) {
    throw notAPage('the answer has no queryOrderStatus and does not say why');
  }
  const elements = readShape(body, sn_body).queryOrderStatus;
  if (sn_head !== null || withoutBlanks(elements).length > 0) return elements;
  throw notAPage('the answer is empty and has no sn_head');
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkPageNo({ sn_head }: Content, pageNo: number): void {
  const answered = numberOf(sn_head?.pageNo);
  if (answered === null || answered === pageNo) return;
  throw notAPage('the answer is about another page than the one asked for');
}

/**
 * An empty page is the end, unless pageTotal contradicts it both as a number of pages and as a number of
 * orders. Page 1 of 1 may be empty. Each order may have been listed twice, as its delivery and its return.
 */
function checkEnd({ sn_head }: Content, pageNo: number, listed: number): void {
  const total = numberOf(sn_head?.pageTotal) ?? 0;
  const isPromisedAsPage = total >= Math.max(pageNo, 2);
  const isNumberOfOrders = total <= listed && 2 * total >= listed;
  if (!isPromisedAsPage || isNumberOfOrders) return;
  const place = `page ${pageNo.toString()} is empty behind ${listed.toString()} orders`;
  throw notAPage(`${place}, and pageTotal promises more (${total.toString()})`);
}

/**
 * A full page is never taken for the last one, nor is any while pageTotal may be a number of pages that is
 * not reached: the vendor may give fewer a page than it was asked for. So a pageTotal that is wrong, or counts
 * orders, costs a call and hides nothing.
 * @param elements with the blank ones
 */
function nextPageNo({ sn_head }: Content, elements: number, pageNo: number): number | null {
  if (elements === 0) return null;
  const size = Math.min(numberOf(sn_head?.pageSize) ?? PAGE_SIZE, PAGE_SIZE) || PAGE_SIZE;
  const isMore = elements >= size || (numberOf(sn_head?.pageTotal) ?? 0) > pageNo;
  if (!isMore) return null;
  if (pageNo < LAST_PAGE_NO) return pageNo + 1;
  throw new ConnectorError('rejected', 'the window has more pages than Suning can number', {
    windowTooLarge: true,
  });
}

const numberOf = (count: string | null | undefined): number | null => (isBlank(count) ? null : Number(count));
