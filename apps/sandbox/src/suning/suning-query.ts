import { parseChinaText } from '../china-time.js';
import type { TimeWindow } from '../timeline.js';
import type { SuningMerchant } from './suning-merchants.js';
import { JOB, ORDER_SOURCES, type OrderSource, type SuningOrder } from './suning-order.js';
import { SuningRefusal } from './suning-refusal.js';
import type { SuningFields } from './suning-request.js';

export const QUERY_FIELDS = [
  ...['orderSource', 'startTime', 'endTime', 'queryType', 'pageSize', 'pageNo'],
] as const;

/** One checked question. */
export interface SuningQuery {
  readonly orderSource: OrderSource;
  readonly window: TimeWindow;
  readonly queryType: '0' | '1' | '2';
  readonly pageSize: number;
  readonly pageNo: number;
}

const DEFAULT_PAGE_SIZE = 10;
const LARGEST_PAGE = 50;
const LAST_PAGE_NO = 99_999;

function oneOf<T extends string>(fields: SuningFields, name: string, allowed: readonly T[]): T {
  const value = fields[name];
  if (value === undefined) throw SuningRefusal.missing(name);
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw SuningRefusal.badValue(name);
  return found;
}

function timeOf(fields: SuningFields, name: 'startTime' | 'endTime'): number {
  const lower = name === 'startTime' ? 'starttime' : 'endtime';
  const value = fields[name];
  if (value === undefined) throw SuningRefusal.because(`sys.check.miss-time:${lower}`);
  if (value === '') throw SuningRefusal.because(`sys.check.${lower}-value:null`);
  const at = parseChinaText(value);
  if (at === null) throw SuningRefusal.because(`sys.check.${lower}-format:error`);
  return at;
}

function windowOf(fields: SuningFields, { largestWindowMs }: SuningMerchant): TimeWindow {
  const [from, to] = [timeOf(fields, 'startTime'), timeOf(fields, 'endTime')];
  if (from > to) throw SuningRefusal.because('sys.check.query-time:error');
  if (largestWindowMs !== null && to - from > largestWindowMs) {
    throw SuningRefusal.because('sys.check.query-time:outofrange');
  }
  // The vendor's second is inside to its end; orders may have milliseconds.
  return { from, to: to + 999 };
}

function pageNumber(fields: SuningFields, name: 'pageNo' | 'pageSize', other: number, most: number): number {
  const value = fields[name] ?? String(other);
  const lower = name === 'pageNo' ? 'pageno' : 'pagesize';
  if (!/^\d{1,9}$/.test(value)) throw SuningRefusal.because(`sys.check.${lower}-format:error`);
  const number = Number(value);
  if (number < 1 || number > most) throw SuningRefusal.because('sys.check.page-param:error', name);
  return number;
}

/** @throws SuningRefusal naming what is wrong, in the order of the page's fields */
export function readQuery(fields: SuningFields, merchant: SuningMerchant): SuningQuery {
  return {
    orderSource: oneOf(fields, 'orderSource', ORDER_SOURCES),
    window: windowOf(fields, merchant),
    queryType: oneOf(fields, 'queryType', ['0', '1', '2']),
    pageSize: pageNumber(fields, 'pageSize', DEFAULT_PAGE_SIZE, LARGEST_PAGE),
    pageNo: pageNumber(fields, 'pageNo', 1, LAST_PAGE_NO),
  };
}

/** A guess: 2 (退货) lists orders with an after-sale job, 1 (发货) those with any other job, or with none. */
export const answersType =
  (queryType: SuningQuery['queryType']) =>
  ({ jobs }: SuningOrder): boolean => {
    if (queryType === '0') return true;
    if (queryType === '2') return jobs.some(({ jobType }) => jobType === JOB.afterSale);
    return jobs.length === 0 || jobs.some(({ jobType }) => jobType !== JOB.afterSale);
  };
