import type { Tally } from './stop-rule.js';

/**
 * Which orders were compared, and whether each differed the last time: by the last six bytes of their ids, which are
 * random. Beyond so many it keeps every second, fourth, … of them, by their last bits, and counts by these.
 */
export interface ComparedSample {
  /** One in 2^level. */
  readonly level: number;
  /** By key; whether it differs. */
  readonly orders: ReadonlyMap<string, boolean>;
}

/** One row holds no more; up to here it is exact. */
export const MOST_KEPT = 4_096;
const KEY_DIGITS = 12;

/** Twelve hex digits of its id. */
export const keyOf = (orderId: string): string => orderId.slice(-KEY_DIGITS);

/** Samples of one after the other: of an order that is in several the last one holds. */
export function joined(samples: readonly ComparedSample[]): ComparedSample {
  const level = Math.max(0, ...samples.map((one) => one.level));
  const orders = new Map<string, boolean>();
  for (const one of samples)
    for (const [key, differs] of one.orders) if (isKept(key, level)) orders.set(key, differs);
  return { level, orders };
}

/** As much of it as a row holds. */
export function thinned({ level, orders }: ComparedSample): ComparedSample {
  if (orders.size <= MOST_KEPT) return { level, orders };
  const next = level + 1;
  return thinned({ level: next, orders: new Map([...orders].filter(([key]) => isKept(key, next))) });
}

const isKept = (key: string, level: number): boolean =>
  level === 0 || parseInt(key.slice(-6), 16) % 2 ** level === 0;

/** How many there are, as far as the sample tells. */
export function tallyOf({ level, orders }: ComparedSample): Tally {
  let differing = 0;
  for (const differs of orders.values()) if (differs) differing += 1;
  return { compared: orders.size * 2 ** level, differing: differing * 2 ** level };
}

/** The keys of those that differ, or of those that do not, one after the other. */
export function toKeys({ orders }: ComparedSample, differ: boolean): Buffer {
  let keys = '';
  for (const [key, differs] of orders) if (differs === differ) keys += key;
  return Buffer.from(keys, 'hex');
}

/** The other way about. */
export function fromKeys(level: number, agreeing: Buffer, differing: Buffer): ComparedSample {
  const orders = new Map<string, boolean>();
  for (const key of keysIn(agreeing)) orders.set(key, false);
  for (const key of keysIn(differing)) orders.set(key, true);
  return { level, orders };
}

const keysIn = (keys: Buffer): readonly string[] => keys.toString('hex').match(/.{12}/g) ?? [];
