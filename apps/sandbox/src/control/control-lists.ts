import { z } from 'zod';
import { readInput } from '../input.js';

/** `limit` of a list, as a query parameter. */
export const listInput = { limit: z.coerce.number().int().min(1).max(100_000).default(100) };

export const notifyInput = z.strictObject({ times: z.int().min(1).max(1_000).default(1) });

const orderNoParam = z.object({ orderNo: z.string().min(1) });

export const orderNoOf = (params: unknown): string => readInput(orderNoParam, params).orderNo;

export function newestFirst<T>(all: Iterable<T>, wanted: (one: T) => boolean, limit: number): T[] {
  return [...all].filter(wanted).slice(-limit).reverse();
}
