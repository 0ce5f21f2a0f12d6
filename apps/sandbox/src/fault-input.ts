import { z } from 'zod';
import { digits } from './input.js';

/** Faults of a vendor's answer. */
export const ANSWER_FAULTS = [
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
export const LISTING_FAULTS = ['quota_exhausted', 'slow', 'wrong_clock', 'huge', 'deep_json'] as const;
/** Of vendors that take reports: worked off when nobody waits for it any more. */
export const WRITING_FAULTS = ['work_late'] as const;
/** Answers that are made for what reads XML. */
export const XML_FAULTS = ['xml_bomb', 'numeric_entity_bomb', 'external_entity'] as const;
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

export const count = {
  times: z.int().min(1).max(1_000_000).default(1),
  delayMs: z.int().min(0).max(600_000).default(1_000),
};
const matchAndCount = { orderNo: z.string().min(1).optional(), ...count };

/**
 * Ovopark: the depId or shopId as sent; Zhimai: the openId. Notifications: the merchant's openId, the shop's
 * id or the till's appId.
 */
export const shopMatch = { shop: z.union([z.string().min(1), digits]).optional() };

/** Only for business_error. */
export const spoken = {
  code: z.union([z.string(), z.int()]).default('500001'),
  message: z.string().default('系统繁忙'),
};
export const answerFault = { ...matchAndCount, kind: z.enum(ANSWER_FAULTS), ...spoken };

const TEN_YEARS_MS = 10 * 366 * 24 * 3_600_000;

/** Only for wrong_clock and huge. */
export const listingFault = {
  /** How far the Date header is off. */
  offsetMs: z.int().min(-TEN_YEARS_MS).max(TEN_YEARS_MS).default(-900_000),
  bytes: z
    .int()
    .min(1)
    .max(1_000 * 1_048_576)
    .default(50 * 1_048_576),
};

type FaultKind = (
  | typeof ANSWER_FAULTS
  | typeof LISTING_FAULTS
  | typeof WRITING_FAULTS
  | typeof XML_FAULTS
  | typeof SENDING_FAULTS
)[number];

/** What is wished for; the fields of one vendor's own come beside these. */
export interface FaultInput {
  readonly vendor: string;
  readonly kind: FaultKind;
  readonly times: number;
  readonly delayMs: number;
  readonly code?: string | number;
  readonly message?: string;
  readonly offsetMs?: number;
  readonly bytes?: number;
}

/** What one call or notification is about; a fault that names something else leaves it alone. */
export interface FaultSubject {
  readonly orderNo?: string | undefined;
  readonly shops?: readonly string[] | undefined;
  /** Ovopark only: `_mt`. */
  readonly method?: string | undefined;
  /** Pospal only. */
  readonly operation?: string | undefined;
  readonly appId?: string | undefined;
  readonly remark?: string | undefined;
  /** Suning only, as sent. */
  readonly appKey?: string | undefined;
  readonly orderSource?: string | undefined;
  readonly pageNo?: string | undefined;
}

/** The faults that one vendor may have, and which calls each of them concerns. */
export interface FaultKinds {
  readonly input: z.ZodType<FaultInput>;
  readonly concerns: (fault: FaultInput, subject: FaultSubject) => boolean;
}

/** Keeps what a vendor's own faults hold beside the fields of all to the two that read it. */
export const faultKinds = <Input extends FaultInput>(
  input: z.ZodType<Input>,
  concerns: (fault: Input, subject: FaultSubject) => boolean,
): FaultKinds => ({ input, concerns: (fault, subject) => concerns(fault as Input, subject) });

/** Faults of a vendor whose calls name a merchant or store, and an order. */
export const answerFaults = (vendor: string): FaultKinds =>
  faultKinds(z.strictObject({ vendor: z.literal(vendor), ...answerFault, ...shopMatch }), concernsShop);

export const SENDING = 'notify';

export const sendingFaults = faultKinds(
  z.strictObject({
    vendor: z.literal(SENDING),
    ...matchAndCount,
    ...shopMatch,
    kind: z.enum(SENDING_FAULTS),
  }),
  concernsShop,
);

/** Whether a fault that names no such thing, or just this one, concerns it. */
export const same = (named: string | undefined, actual: string | undefined): boolean =>
  named === undefined || named === actual;

export function concernsShop(
  fault: { readonly orderNo?: string | undefined; readonly shop?: string | undefined },
  { orderNo, shops = [] }: FaultSubject,
): boolean {
  return same(fault.orderNo, orderNo) && (fault.shop === undefined || shops.includes(fault.shop));
}
