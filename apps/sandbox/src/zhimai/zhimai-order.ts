import { Decimal } from 'decimal.js';
import { PAY_STATUS, STATUS, AFTER_SALE, type Header } from './zhimai-fields.js';
import type { OrderChange, ZhimaiAddr, ZhimaiItem } from './zhimai-order-input.js';

/** One order at Zhimai. */
export interface ZhimaiOrder {
  readonly orderNo: string;
  readonly openId: string;
  readonly storeId: string;
  /** Counts the changes. */
  readonly version: number;
  readonly cancelled: boolean;
  readonly header: Header;
  readonly addr: ZhimaiAddr | null;
  readonly items: readonly ZhimaiItem[];
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What a new order is made of before anything was decided about its state. */
interface OrderSeed {
  readonly orderNo: string;
  readonly openId: string;
  readonly storeId: string;
  readonly placedAt: number;
  readonly header: Header;
  readonly addr: ZhimaiAddr | null;
  readonly items: readonly ZhimaiItem[];
}

/** Fen for one line, half a fen rounded up: a till rounds a weighed line once. */
const lineFen = ({ itemPrice, num }: ZhimaiItem): number =>
  new Decimal(itemPrice).mul(num).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const amountOf = (header: Header, field: 'freightAmount' | 'discountAmount'): number =>
  Number(header[field] ?? 0);

/** All amounts of an order from its lines; fields that the test fixed itself are put over them. */
function amountsOf(items: readonly ZhimaiItem[], given: Header): Header {
  const itemAmount = sum(items.map(lineFen));
  const packAmount = Number(given.packAmount ?? sum(items.map((item) => item.packAmount)));
  const freightAmount = amountOf(given, 'freightAmount');
  const discountAmount = Number(given.discountAmount ?? sum(items.map((item) => item.discountAmount)));
  const totalAmount = itemAmount + packAmount + freightAmount;
  const payAmount = Math.max(0, totalAmount - discountAmount);
  const costAmount = sum(items.map((item) => item.costPrice ?? 0));
  return { itemAmount, packAmount, freightAmount, discountAmount, totalAmount, payAmount, costAmount };
}

const UNPAID: Header = {
  status: STATUS.unpaid,
  payStatus: PAY_STATUS.unpaid,
  payAt: null,
  actualAmount: null,
  payType: null,
  afterSaleStatus: AFTER_SALE.none,
  receiveStatus: 0,
  commentStatus: 0,
  completedAt: null,
};

/** An unpaid order; everything else that happens to it is a change. */
export function newZhimaiOrder(seed: OrderSeed): ZhimaiOrder {
  const { placedAt, items, header, ...rest } = seed;
  return {
    ...rest,
    version: 0,
    cancelled: false,
    items,
    extra: {},
    header: { ...UNPAID, createdAt: placedAt, orderAt: placedAt, ...header, ...amountsOf(items, header) },
  };
}

/** What follows from having been paid, where the change does not say it itself. */
function paidHeader(before: Header, now: number): Header {
  return {
    payStatus: PAY_STATUS.paid,
    payAt: before.payAt ?? now,
    payType: before.payType ?? '1',
    actualAmount: before.actualAmount ?? before.payAmount ?? null,
    ...(before.status === STATUS.unpaid ? { status: STATUS.paid } : {}),
  };
}

function paymentOf(header: Header, change: OrderChange, now: number): Header {
  const paidAt = change.paidAt === undefined ? change.header.payAt : change.paidAt;
  if (paidAt === null) return { payAt: null, payStatus: PAY_STATUS.unpaid, actualAmount: null };
  if (paidAt !== undefined) return paidHeader({ ...header, payAt: paidAt }, now);
  if (change.header.payStatus === PAY_STATUS.paid) return paidHeader(header, now);
  return change.header.payStatus === PAY_STATUS.unpaid ? { payAt: null, actualAmount: null } : {};
}

function statusOf(change: OrderChange): Header {
  if (change.cancelled === true) return { status: STATUS.cancelled };
  return typeof change.header.completedAt === 'number' ? { status: STATUS.completed } : {};
}

/** New lines mean new amounts; of an order that is paid, the new sum counts as paid. */
function amountsAfter(order: ZhimaiOrder, change: OrderChange): Header {
  if (change.items === undefined) return {};
  const amounts = amountsOf(change.items, { ...order.header, ...change.header, packAmount: null });
  const paid = order.header.payStatus === PAY_STATUS.paid;
  return paid ? { ...amounts, actualAmount: amounts.payAmount ?? null } : amounts;
}

/** The order after a change; fields that the change names win over all that would follow from it. */
export function changeZhimaiOrder(order: ZhimaiOrder, change: OrderChange, now: number): ZhimaiOrder {
  const base: Header = { ...order.header, ...amountsAfter(order, change) };
  const payment = paymentOf({ ...base, ...change.header }, change, now);
  const placed: Header =
    change.placedAt === undefined ? {} : { createdAt: change.placedAt, orderAt: change.placedAt };
  return {
    ...order,
    version: order.version + 1,
    cancelled: change.cancelled ?? order.cancelled,
    items: change.items ?? order.items,
    addr: change.addr === undefined ? order.addr : change.addr,
    extra: { ...order.extra, ...change.extra },
    header: { ...base, ...payment, ...statusOf(change), ...placed, ...change.header },
  };
}
