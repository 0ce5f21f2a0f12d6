import { z } from 'zod';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { carriedRow, LAST_PAGE_NO } from './suning.schema.js';
import type { StatusRow } from './suning.schema.js';

/** Where in a window's list a page is. */
export interface PagePlace {
  /** From 1. */
  readonly pageNo: number;
  /** Rows on the pages before. */
  readonly listed: number;
  /** The rows of the order that the page before ended with: more of them may begin this one. */
  readonly lastOrder: readonly StatusRow[];
}

const CURSOR = /^([1-9]\d{0,4}):(\d{1,8})(?::(.+))?$/s;
/** Some fifty jobs. The hub keeps every cursor of a reading, which may have thousands of pages. */
const LONGEST_CARRIED = 4000;

/** @throws ConnectorError `unsupported` when the cursor is none of ours */
export function placeOf(cursor: string | null): PagePlace {
  if (cursor === null) return { pageNo: 1, listed: 0, lastOrder: [] };
  const [, pageNo = '', listed = '', carried] = CURSOR.exec(cursor) ?? [];
  const lastOrder = carried === undefined ? [] : rowsIn(carried);
  if (pageNo === '' || Number(pageNo) > LAST_PAGE_NO || lastOrder === null) {
    throw new ConnectorError('unsupported', 'not a place in a list');
  }
  return { pageNo: Number(pageNo), listed: Number(listed), lastOrder };
}

/** `page:listed`, and behind it the last order's rows as JSON; rows that are too long are left out. */
export function cursorOf({ pageNo, listed, lastOrder }: PagePlace): string {
  const place = `${pageNo.toString()}:${listed.toString()}`;
  const carried = JSON.stringify(lastOrder);
  return lastOrder.length === 0 || carried.length > LONGEST_CARRIED ? place : `${place}:${carried}`;
}

function rowsIn(carried: string): readonly StatusRow[] | null {
  try {
    return z.array(carriedRow).parse(JSON.parse(carried));
  } catch {
    return null;
  }
}
