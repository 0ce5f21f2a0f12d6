import { createHash } from 'node:crypto';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { stringifyLossless } from '#connectors-core/lossless-json.js';
import { wireInteger } from '#connectors-core/wire-schema.js';
import type { Answered } from './ovopark.answer.js';
import { NO_TICKETS, readError, SUCCESS } from './ovopark.codes.js';
import type { OvoparkConfig } from './ovopark.config.js';

/** Page: 208015, at most 100 a page. */
export const PAGE_SIZE = 100;
/** 10,000 tickets of one store in one hour: more is a vendor that does not end. */
export const MOST_PAGES = 100;

/** Where in a window's list a page is. */
export interface PagePlace {
  /** From 1. */
  readonly pageNumber: number;
  /** Tickets on the pages before. */
  readonly listed: number;
  /** Of the page before: it must not come again. */
  readonly before: string | null;
}

export interface ListedPage {
  /** Each to be read on its own. */
  readonly rows: readonly unknown[];
  /** Null behind the last page. */
  readonly next: string | null;
}

const CURSOR = /^([1-9]\d{0,4}):(\d{1,7}):([\da-f]{16})$/;

/** @throws ConnectorError `unsupported` when the cursor is none of ours */
export function placeOf(cursor: string | null): PagePlace {
  if (cursor === null) return { pageNumber: 1, listed: 0, before: null };
  const [, pageNumber, listed, before] = CURSOR.exec(cursor) ?? [];
  if (before === undefined) throw new ConnectorError('unsupported', 'not a place in a list');
  return { pageNumber: Number(pageNumber), listed: Number(listed), before };
}

type Places = Pick<OvoparkConfig, 'listPlaces' | 'totalPlaces'>;

/**
 * What an answer says of the page that was asked for.
 * @throws ConnectorError for the vendor's own failures; `invalid_response` for what is not positively a page
 */
export function pageOf(answered: Answered, place: PagePlace, places: Places): ListedPage {
  if (answered.code === NO_TICKETS) return { rows: [], next: null };
  if (answered.code !== SUCCESS) throw readError(answered);
  const rows = listOf(answered.document, places.listPlaces);
  const digest = digestOf(rows);
  if (rows.length > 0 && digest === place.before) {
    throw notAPage('the page is the same as the one before: is the name of the page’s parameter right?');
  }
  const listed = place.listed + rows.length;
  const isMore = goesOn(rows.length, listed, totalOf(answered.document, places.totalPlaces));
  return {
    rows,
    next: isMore ? `${(place.pageNumber + 1).toString()}:${listed.toString()}:${digest}` : null,
  };
}

const notAPage = (message: string): ConnectorError => new ConnectorError('invalid_response', message);

/**
 * A full page is never taken for the last one, nor is a short one while the total promises more: then the
 * vendor gives fewer a page than it was asked for. So a wrong total costs a call or is an error, and hides nothing.
 */
function goesOn(rows: number, listed: number, total: number | null): boolean {
  if (rows >= PAGE_SIZE) return true;
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
  if (other === undefined) return list.rows;
  throw notAPage(`the answer has a list at ${lists.map(({ place }) => place).join(' and at ')}`);
}

function totalOf(document: unknown, places: readonly string[]): number | null {
  for (const place of places) {
    const read = wireInteger.safeParse(at(document, place));
    if (read.success) return Number(read.data);
  }
  return null;
}

/** The value at a path such as `data.list`; undefined where there is none. */
const at = (document: unknown, place: string): unknown => place.split('.').reduce<unknown>(member, document);

function member(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

const digestOf = (rows: readonly unknown[]): string =>
  createHash('sha256').update(stringifyLossless(rows)).digest('hex').slice(0, 16);
