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

const matchAndCount = {
  orderNo: z.string().min(1).optional(),
  times: z.int().min(1).max(1_000_000).default(1),
  delayMs: z.int().min(0).max(600_000).default(1_000),
};

/**
 * Ovopark: the depId or shopId as sent; Zhimai: the openId. Notifications: the merchant's openId, the shop's
 * id or the till's appId.
 */
const shopMatch = { shop: z.union([z.string().min(1), digits]).optional() };

const answerFault = {
  ...matchAndCount,
  kind: z.enum(ANSWER_FAULTS),
  /** Only for business_error. */
  code: z.union([z.string(), z.int()]).default('500001'),
  message: z.string().default('系统繁忙'),
};

const tillMatch = {
  operation: z.string().min(1).optional(),
  appId: z.string().min(1).optional(),
  /** A text that the order's orderRemark contains. */
  remark: z.string().min(1).optional(),
};

export const faultInput = z.discriminatedUnion('vendor', [
  z.strictObject({ vendor: z.literal('zhimai'), ...answerFault, ...shopMatch }),
  z.strictObject({ vendor: z.literal('ovopark'), ...answerFault, ...shopMatch }),
  z.strictObject({
    vendor: z.literal('pospal'),
    ...answerFault,
    ...tillMatch,
    kind: z.enum([...ANSWER_FAULTS, 'quota_exhausted']),
  }),
  z.strictObject({
    vendor: z.literal('notify'),
    ...matchAndCount,
    ...shopMatch,
    kind: z.enum(SENDING_FAULTS),
  }),
]);

type FaultInput = z.output<typeof faultInput>;
type Fault = FaultInput & { readonly id: number; left: number };
type FaultVendor = FaultInput['vendor'];
export type AnswerVendor = Exclude<FaultVendor, 'notify'>;
export type AnswerFault = Extract<Fault, { vendor: AnswerVendor }>;
export type SendingFault = Extract<Fault, { vendor: 'notify' }>;

/** What one call or notification is about; a fault that names something else leaves it alone. */
export interface FaultSubject {
  readonly orderNo?: string | undefined;
  readonly shops?: readonly string[] | undefined;
  /** Pospal only. */
  readonly operation?: string | undefined;
  readonly appId?: string | undefined;
  readonly remark?: string | undefined;
}

const MOST_FAULTS = 1_000;

/** The faults that still wait to happen, oldest first. They are forgotten at a restart. */
export class FaultBook {
  private waiting: Fault[] = [];
  private nextId = 1;

  /** @returns null when too many wait already */
  add(input: FaultInput): Fault | null {
    if (this.waiting.length >= MOST_FAULTS) return null;
    const fault = { ...input, id: this.nextId++, left: input.times };
    this.waiting.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.waiting;
  }

  clear(): void {
    this.waiting = [];
  }

  takeAnswerFault(vendor: AnswerVendor, subject: FaultSubject): AnswerFault | null {
    const fault = this.take(vendor, subject);
    return fault === null || fault.vendor === 'notify' ? null : fault;
  }

  takeSendingFault(subject: FaultSubject): SendingFault | null {
    const fault = this.take('notify', subject);
    return fault?.vendor === 'notify' ? fault : null;
  }

  private take(vendor: FaultVendor, subject: FaultSubject): Fault | null {
    const fault = this.waiting.find((one) => one.vendor === vendor && concerns(one, subject));
    if (fault === undefined) return null;
    fault.left -= 1;
    if (fault.left === 0) this.waiting = this.waiting.filter((one) => one !== fault);
    return fault;
  }
}

function concerns(fault: FaultInput, subject: FaultSubject): boolean {
  const { orderNo, shops = [] } = subject;
  if (fault.orderNo !== undefined && fault.orderNo !== orderNo) return false;
  if (fault.vendor === 'pospal') return concernsTill(fault, subject);
  return fault.shop === undefined || shops.includes(fault.shop);
}

function concernsTill(
  fault: Extract<FaultInput, { vendor: 'pospal' }>,
  { operation, appId, remark = '' }: FaultSubject,
): boolean {
  if (fault.operation !== undefined && fault.operation !== operation) return false;
  if (fault.appId !== undefined && fault.appId !== appId) return false;
  return fault.remark === undefined || remark.includes(fault.remark);
}
