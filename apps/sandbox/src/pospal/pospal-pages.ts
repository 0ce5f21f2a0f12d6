import { z } from 'zod';
import { hash32 } from '../random.js';
import { clock, readFields, text } from './pospal-fields.js';
import type { PospalOrder } from './pospal-order.js';
import { PospalRefusal } from './pospal-refusal.js';
import type { PospalTill } from './pospal-tills.js';
import type { TimeIndex, Window } from './pospal-time-index.js';

const PARAMETER_TYPE = 'LAST_RESULT_MAX_ID';
const LONGEST_WINDOW_MS = 24 * 3_600_000;

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const pagesFields = z.strictObject({
  appId: z.string(),
  startTime: clock,
  endTime: clock,
  /** Clients send an empty one for the first page. */
  postBackParameter: z.preprocess(
    (value) => (isEmpty(value) ? undefined : value),
    z.strictObject({ parameterType: text, parameterValue: text }).optional(),
  ),
});

interface Cursor {
  readonly parameterType: string;
  readonly parameterValue: string;
}

/** One page of orders and the cursor for the next one. */
interface Page {
  readonly postBackParameter: Cursor | null;
  readonly result: readonly PospalOrder[];
  readonly pageSize: number;
}

/** Nine digits that only this position of this window of this till has. */
const checkDigits = (till: PospalTill, { from, to }: Window, position: number): string => {
  const of = [till.appId, till.appKey, from, to, till.shiftPages, position].join('/');
  return String(hash32(of) % 1_000_000_000).padStart(9, '0');
};

/**
 * A cursor is 19 digits, below 2^63 and above 2^53: whoever reads it as a double changes it. It carries its
 * own check, so that it outlives a restart and no other window's cursor is taken for it.
 */
const cursorOf = (till: PospalTill, window: Window, position: number): Cursor => ({
  parameterType: PARAMETER_TYPE,
  parameterValue: `8${checkDigits(till, window, position)}${String(position).padStart(9, '0')}`,
});

function positionOf(till: PospalTill, window: Window, { parameterType, parameterValue }: Cursor): number {
  const position = Number(parameterValue.slice(-9));
  const right = Number.isInteger(position) && cursorOf(till, window, position);
  if (parameterType !== PARAMETER_TYPE || right === false || right.parameterValue !== parameterValue) {
    throw new PospalRefusal('badCursor', parameterValue);
  }
  return position;
}

function windowOf(from: number, to: number): Window {
  if (to < from) throw new PospalRefusal('windowInverted');
  if (to - from > LONGEST_WINDOW_MS) throw new PospalRefusal('windowTooLarge');
  // A vendor's second is inside to its end; orders made by tests may have milliseconds.
  return { from, to: to + 999 };
}

/**
 * Carries out one queryOrderPages. A position is the age of the last order that was read; with `shiftPages`
 * it is an offset into the newest first, which moves when an order comes, goes or gets another time.
 * @throws PospalRefusal
 */
export function readPage(till: PospalTill, index: TimeIndex, body: unknown, now: number): Page {
  const { startTime, endTime, postBackParameter } = readFields(pagesFields, body);
  const window = windowOf(startTime, endTime);
  const asked = postBackParameter === undefined ? 0 : positionOf(till, window, postBackParameter);
  const position = till.repeatPages === 'always' ? 0 : asked;
  const visible = (order: PospalOrder): boolean => order.visibleAt <= now;
  const { pageSize, pageAs } = till;
  const most = pageAs === 'whole-list' ? Infinity : pageSize;
  const result = till.shiftPages
    ? index.newestFirst(window, visible).slice(position, position + most)
    : index.page(window, position, most, visible);
  const next = till.shiftPages ? position + result.length : (result.at(-1)?.seq ?? position);
  const cursor = cursorOf(till, window, till.repeatPages === 'always' ? asked + 1 : next);
  return { postBackParameter: pageAs === 'no-cursor' ? null : cursor, result, pageSize };
}
