import { ConnectorError } from '#connectors-core/connector-error.js';
import { wireInteger } from '#connectors-core/wire-schema.js';
import type { Answered } from './ovopark.answer.js';
import { NO_TICKETS, readError, SUCCESS } from './ovopark.codes.js';
import type { OvoparkConfig } from './ovopark.config.js';

/** Page: 208015, at most 100 a page. */
export const PAGE_SIZE = 100;
/** 10,000 tickets of one store in one hour: more is a vendor that does not end. */
export const MOST_PAGES = 100;
/**
 * Ten pages. A vendor that does not know the page size’s name may list the whole hour, which for a busy store is
 * some hundreds of tickets; more is none of its hours.
 */
const MOST_ROWS = 10 * PAGE_SIZE;

/** Where in a window's list a page is. */
export interface PagePlace {
  /** From 1. */
  readonly pageNumber: number;
  /** Tickets on the pages before. */
  readonly listed: number;
  /** Tickets of the window, as the pages before said; null where none said it. */
  readonly total: number | null;
}

export interface ListedPage {
  /** Each to be read on its own. */
  readonly rows: readonly unknown[];
  /** Null behind the last page. */
  readonly next: string | null;
}

const CURSOR = /^([1-9]\d{0,4}):(\d{1,7}):(\d{1,7}|-)$/;
/** As a cursor can say it: more than any list of ours comes to. */
const MOST_TOTAL = 9_999_999;

/** @throws ConnectorError `unsupported` when the cursor is none of ours */
export function placeOf(cursor: string | null): PagePlace {
  if (cursor === null) return { pageNumber: 1, listed: 0, total: null };
  const [, pageNumber, listed, total] = CURSOR.exec(cursor) ?? [];
  if (total === undefined) throw new ConnectorError('unsupported', 'not a place in a list');
  return {
    pageNumber: Number(pageNumber),
    listed: Number(listed),
    total: total === '-' ? null : Number(total),
  };
}

const cursorOf = ({ pageNumber, listed, total }: PagePlace): string =>
  [pageNumber, listed, total ?? '-'].join(':');

type Places = Pick<OvoparkConfig, 'listPlaces' | 'totalPlaces'>;

/**
 * What an answer says of the page that was asked for.
 * @throws ConnectorError for the vendor's own failures; `invalid_response` for what is not positively a page
 */
export function pageOf(answered: Answered, place: PagePlace, places: Places): ListedPage {
  if (answered.code === NO_TICKETS) return noneListed(answered.document, place, places);
  if (answered.code !== SUCCESS) throw readError(answered);
  const { length } = listOf(answered.document, places.listPlaces);
  const own = totalOf(answered.document, places.totalPlaces);
  const total = length === 0 ? greater(own, place.total) : (own ?? place.total);
  const listed = place.listed + length;
  const isMore = goesOn(length, { listed, total, size: pageSizeOf(answered.document) });
  const rows = listOf(answered.exact(), places.listPlaces);
  const next: PagePlace = { pageNumber: place.pageNumber + 1, listed, total };
  return { rows, next: isMore ? cursorOf(next) : null };
}

/** “No tickets” is the list's end only where neither the answer itself nor a page before says otherwise. */
function noneListed(document: unknown, place: PagePlace, { listPlaces, totalPlaces }: Places): ListedPage {
  const filled = listPlaces.find((each) => {
    const value = at(document, each);
    return Array.isArray(value) && value.length > 0;
  });
  if (filled !== undefined) throw notAPage(`the answer says “no tickets” and has a list at ${filled}`);
  const total = greater(totalOf(document, totalPlaces), place.total);
  goesOn(0, { listed: place.listed, total, size: PAGE_SIZE });
  return { rows: [], next: null };
}

const notAPage = (message: string): ConnectorError => new ConnectorError('invalid_response', message);

interface Listed {
  readonly listed: number;
  readonly total: number | null;
  /** Tickets a page, as the answer says. */
  readonly size: number;
}

/**
 * A full page is never taken for the last one, nor is a short one while the total promises more: then the
 * vendor gives fewer a page than it was asked for. So a wrong total costs a call or is an error, and hides nothing.
 * Nor does one end the list that is full by the size that the answer itself names.
 */
function goesOn(rows: number, { listed, total, size }: Listed): boolean {
  if (rows > 0 && rows >= size) return true;
  const isMore = total !== null && listed < total;
  if (!isMore || rows > 0) return isMore;
  throw notAPage(`the list ends after ${listed.toString()} tickets, but its total is ${total.toString()}`);
}

/** Which of several lists would be the tickets' nobody knows: an empty one must not be taken for a full one. */
function listOf(document: unknown, places: readonly string[]): readonly unknown[] {
  const lists = places.flatMap((place) => {
    const value = at(document, place);
    return Array.isArray(value) ? [{ place, rows: value as readonly unknown[] }] : [];
  });
  const [list, other] = lists;
  if (list === undefined) throw notAPage(`the answer has no list at ${places.join(', ') || 'any place'}`);
  if (other !== undefined) {
    throw notAPage(`the answer has a list at ${lists.map(({ place }) => place).join(' and at ')}`);
  }
  if (list.rows.length <= MOST_ROWS) return list.rows;
  throw notAPage(
    `the list has ${list.rows.length.toString()} rows: more than ${MOST_ROWS.toString()} are no page`,
  );
}

function totalOf(document: unknown, places: readonly string[]): number | null {
  for (const place of places) {
    const value = at(document, place);
    if (typeof value === 'number' && value > MOST_TOTAL) return MOST_TOTAL;
    const read = wireInteger.safeParse(value);
    if (read.success) return Math.min(Math.max(Number(read.data), 0), MOST_TOTAL);
  }
  return null;
}

/** A vendor that does not know the parameter gives pages of its own size, and its other methods repeat that one. */
function pageSizeOf(document: unknown): number {
  const read = wireInteger.safeParse(at(document, 'data.pageSize'));
  const size = read.success ? Number(read.data) : 0;
  return size > 0 ? Math.min(size, PAGE_SIZE) : PAGE_SIZE;
}

/** Where no rows come, the greatest promise counts: the list must not end too early. */
const greater = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** The value at a path such as `data.list`; undefined where there is none. */
const at = (document: unknown, place: string): unknown => place.split('.').reduce<unknown>(member, document);

function member(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
