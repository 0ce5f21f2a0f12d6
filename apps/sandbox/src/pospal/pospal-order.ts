import { Decimal } from 'decimal.js';

/** The page's states. It labels 5 and 8 "completed" as well, but its Chinese text shows that they are not. */
export const STATE = {
  created: 0,
  synced: 1,
  shipped: 2,
  cancelled: 3,
  completed: 4,
  accepted: 5,
  waiting: 8,
} as const;

export interface PospalLine {
  readonly productUid: string;
  readonly productName: string;
  readonly productBarcode: string;
  /** Decimal text: pieces, or kilograms of weighed goods. */
  readonly quantity: string;
  /** Yuan for one unit, as this order charges it. */
  readonly price: string;
  /** Yuan for one unit in the till's own list. */
  readonly sellPrice: string;
  readonly comment: string | null;
}

/** What whoever makes an order decides. Amounts in whole fen, times in epoch ms. */
export interface OrderContents {
  readonly payMethod: string;
  readonly customerNumber: string | null;
  readonly shippingFen: number;
  readonly packageFen: number;
  readonly totalFen: number;
  readonly orderRemark: string | null;
  readonly orderAt: number;
  readonly contactAddress: string;
  readonly contactName: string;
  readonly contactTel: string;
  readonly deliveryType: number;
  /** Calling number; undefined = the till gives one, null = none. */
  readonly daySeq?: string | null | undefined;
  readonly items: readonly PospalLine[];
  /** 1: to be paid online; null: not told. Of orders from before there was the field: undefined. */
  readonly payOnLine?: ZeroOrOne | null;
  readonly isOnlinePaymentCompleted?: ZeroOrOne | null;
}

export type ZeroOrOne = 0 | 1;

/** What of an order's row nobody can read: one of its fields, or all of it. */
export const SPOILED_FIELDS = ['orderNo', 'orderDateTime', 'totalAmount', 'state', 'row'] as const;

export interface Spoiled {
  readonly field: (typeof SPOILED_FIELDS)[number];
  /** In pages alone, or when it is asked for by number and id too. */
  readonly byNumber: boolean;
}

/** One order at a till. */
export interface PospalOrder extends OrderContents {
  readonly orderNo: string;
  /** Up to 64 bits, as digits. */
  readonly id: string;
  /** Counts all orders of the sandbox in the order of their making. */
  readonly seq: number;
  readonly appId: string;
  /** `api`: placed by addOnLineOrder; `till`: rung up at the till. */
  readonly source: 'api' | 'till';
  /** One of STATE, or whatever a test wants; null: just made, and none yet. */
  readonly state: number | null;
  readonly spoiled?: Spoiled | null;
  /** The till says yes to every command about it, and does nothing. */
  readonly ignoresCommands?: boolean;
  /** Counts the changes. */
  readonly version: number;
  readonly daySeq: string | null;
  readonly madeAt: number;
  /** From when queryOrderPages shows it. */
  readonly visibleAt: number;
}

export const isOpen = ({ state }: PospalOrder): boolean =>
  state !== STATE.cancelled && state !== STATE.completed;

/** Fen for one line, half a fen rounded up: a till rounds each line once and adds them then. */
const lineFen = ({ price, quantity }: Pick<PospalLine, 'price' | 'quantity'>): number =>
  new Decimal(price).mul(quantity).mul(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

export const linesFen = (lines: readonly Pick<PospalLine, 'price' | 'quantity'>[]): number =>
  lines.reduce((sum, line) => sum + lineFen(line), 0);
