import type { FaultInput } from './fault-input.js';

type Fault = FaultInput & { readonly id: number; left: number };
type FaultVendor = FaultInput['vendor'];
export type AnswerVendor = Exclude<FaultVendor, 'notify'>;
export type AnswerFault = Extract<Fault, { vendor: AnswerVendor }>;
export type SendingFault = Extract<Fault, { vendor: 'notify' }>;

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

const same = (named: string | undefined, actual: string | undefined): boolean =>
  named === undefined || named === actual;

function concerns(fault: FaultInput, subject: FaultSubject): boolean {
  switch (fault.vendor) {
    case 'pospal': {
      const { operation, appId, orderNo, remark = '' } = subject;
      if (!same(fault.operation, operation) || !same(fault.appId, appId)) return false;
      return same(fault.orderNo, orderNo) && (fault.remark === undefined || remark.includes(fault.remark));
    }
    case 'suning': {
      const { appKey, orderSource, pageNo } = subject;
      if (!same(fault.appKey, appKey) || !same(fault.orderSource, orderSource)) return false;
      return same(fault.pageNo, pageNo);
    }
    case 'ovopark':
      return concernsMethod(fault.method, subject) && concernsShop(fault, subject);
    default:
      return concernsShop(fault, subject);
  }
}

const concernsMethod = (named: string | undefined, { method = '' }: FaultSubject): boolean =>
  same(named, method) || same(named, method.slice(method.lastIndexOf('.') + 1));

const concernsShop = (
  fault: { readonly orderNo?: string | undefined; readonly shop?: string | undefined },
  { orderNo, shops = [] }: FaultSubject,
): boolean => same(fault.orderNo, orderNo) && (fault.shop === undefined || shops.includes(fault.shop));
