import { z } from 'zod';
import { bulkFields } from '../history.js';
import { digits, vendorTime } from '../input.js';
import { JOB, ORDER_SOURCES, STATUS } from './suning-order.js';

// XML can carry no control characters, not even escaped.
const plainText = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'must have no control characters');

/** An order source of the page, as digits or text. */
export const sourceInput = digits.pipe(z.enum(ORDER_SOURCES, 'must be an order source of the page'));

const JOB_TYPES: readonly string[] = Object.values(JOB);
const jobInput = z.strictObject({
  jobType: digits.refine((text) => JOB_TYPES.includes(text), 'must be 0, 1 or 2'),
  jobId: digits.or(plainText(64)),
  jobStatus: digits.or(plainText(32)),
});

const orderId = plainText(64).min(1);
const visibleAfterMs = z.int().min(0).max(86_400_000).optional();

/** What a new order and a change of one share. */
const orderFields = {
  orderStatus: plainText(16).min(1).optional(),
  orderError: plainText(500).nullable().optional(),
  jobs: z.array(jobInput).max(100).optional(),
  createdAt: vendorTime.optional(),
  changedAt: vendorTime.optional(),
  /** Exactly so long; without it a random time up to the merchant's setting. */
  visibleAfterMs,
};

export const orderInput = z.strictObject({
  appKey: z.string().min(1),
  orderSource: sourceInput,
  orderId: orderId.optional(),
  ...orderFields,
});
export type SuningOrderInput = z.output<typeof orderInput>;

export const changeInput = z.strictObject({
  ...orderFields,
  /** Takes the order away. */
  remove: z.literal(true).optional(),
});
export type SuningChange = Omit<z.output<typeof changeInput>, 'remove'>;

const { count, seed } = bulkFields;

export const bulkInput = z.strictObject({
  appKey: z.string().min(1),
  orderSource: sourceInput,
  count,
  seed,
  orderStatus: plainText(16).min(1).default(STATUS.pending),
  /** Their time is spread over [from, to]; without them all are of now. */
  from: vendorTime.optional(),
  to: vendorTime.optional(),
  /** Their numbers are this and a running number of 8 digits. */
  idPrefix: plainText(40).optional(),
  /** Of each order a random time up to this, in place of the merchant's setting. */
  visibleAfterMs,
});
export type SuningBulk = z.output<typeof bulkInput>;

/** Lets the next thing happen to many open orders at once. */
export const moveInput = z.strictObject({
  appKey: z.string().min(1),
  orderSource: sourceInput.optional(),
  count,
  seed,
});
export type SuningMove = z.output<typeof moveInput>;
