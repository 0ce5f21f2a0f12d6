import { z } from 'zod';
import { digits } from './input.js';

/** Faults of a vendor's answer. */
const ANSWER_FAULTS = [
  'delay',
  'drop',
  'drop_after',
  'timeout_after',
  'http_500',
  'http_500_after',
  'http_429',
  'garbage',
  'html',
  'wrong_shape',
  'empty',
  'business_error',
] as const;
/** Answers of vendors that are listed: too long in coming, in bytes or in depth, or of another time. */
const LISTING_FAULTS = ['quota_exhausted', 'slow', 'wrong_clock', 'huge', 'deep_json'] as const;
/** Answers that are made for what reads XML. */
const XML_FAULTS = ['xml_bomb', 'numeric_entity_bomb', 'external_entity'] as const;
/** Faults of what a vendor sends to a merchant. */
const SENDING_FAULTS = [
  'delay',
  'drop',
  'drop_after',
  'garbage',
  'html',
  'wrong_shape',
  'empty',
  'bad_signature',
  'stale_timestamp',
] as const;

const count = {
  times: z.int().min(1).max(1_000_000).default(1),
  delayMs: z.int().min(0).max(600_000).default(1_000),
};
const matchAndCount = { orderNo: z.string().min(1).optional(), ...count };

/**
 * Ovopark: the depId or shopId as sent; Zhimai: the openId. Notifications: the merchant's openId, the shop's
 * id or the till's appId.
 */
const shopMatch = { shop: z.union([z.string().min(1), digits]).optional() };

/** Only for business_error. */
const spoken = {
  code: z.union([z.string(), z.int()]).default('500001'),
  message: z.string().default('系统繁忙'),
};
const answerFault = { ...matchAndCount, kind: z.enum(ANSWER_FAULTS), ...spoken };

const TEN_YEARS_MS = 10 * 366 * 24 * 3_600_000;

/** Only for wrong_clock and huge. */
const listingFault = {
  /** How far the Date header is off. */
  offsetMs: z.int().min(-TEN_YEARS_MS).max(TEN_YEARS_MS).default(-900_000),
  bytes: z
    .int()
    .min(1)
    .max(1_000 * 1_048_576)
    .default(50 * 1_048_576),
};

const tillMatch = {
  operation: z.string().min(1).optional(),
  appId: z.string().min(1).optional(),
  /** A text that the order's orderRemark contains. */
  remark: z.string().min(1).optional(),
};

const sourceMatch = {
  appKey: z.string().min(1).optional(),
  orderSource: digits.optional(),
  pageNo: digits.optional(),
};

export const faultInput = z.discriminatedUnion('vendor', [
  z.strictObject({ vendor: z.literal('zhimai'), ...answerFault, ...shopMatch }),
  z.strictObject({
    vendor: z.literal('ovopark'),
    ...answerFault,
    ...shopMatch,
    ...listingFault,
    kind: z.enum([...ANSWER_FAULTS, ...LISTING_FAULTS]),
    /** The whole of `_mt`, or what comes after its last dot. */
    method: z.string().min(1).optional(),
  }),
  z.strictObject({
    vendor: z.literal('pospal'),
    ...answerFault,
    ...tillMatch,
    kind: z.enum([...ANSWER_FAULTS, 'quota_exhausted']),
  }),
  z.strictObject({
    vendor: z.literal('suning'),
    ...count,
    ...spoken,
    ...sourceMatch,
    ...listingFault,
    kind: z.enum([...ANSWER_FAULTS, ...LISTING_FAULTS, ...XML_FAULTS]),
  }),
  z.strictObject({
    vendor: z.literal('notify'),
    ...matchAndCount,
    ...shopMatch,
    kind: z.enum(SENDING_FAULTS),
  }),
]);

export type FaultInput = z.output<typeof faultInput>;
