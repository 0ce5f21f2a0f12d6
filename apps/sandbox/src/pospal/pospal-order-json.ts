import { chinaText } from '../china-time.js';
import { rawNumber } from '../exact-json.js';
import { yuanOfFen } from '../yuan.js';
import { AnswerStyle } from './pospal-answer.js';
import type { PospalTill } from './pospal-tills.js';
import type { PospalLine, PospalOrder, Spoiled } from './pospal-order.js';

/** Writes an order's values as the vendor does: yuan decimals with or without trailing zeros, null or nothing. */
class Pen {
  private readonly style: AnswerStyle;

  constructor(order: PospalOrder, loose: boolean) {
    this.style = new AnswerStyle(loose, order.orderNo);
  }

  decimal(field: string, text: string): unknown {
    const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
    return rawNumber(this.style.pick(field, text, short));
  }

  fen(field: string, fen: number): unknown {
    return this.decimal(field, yuanOfFen(fen));
  }

  /** undefined is not written at all. */
  optional<T>(field: string, value: T | null | undefined): T | null | undefined {
    return value ?? this.style.pick<null | undefined>(field, null, undefined);
  }

  /** The page: null = 0. */
  state(value: number | null): number | null | undefined {
    if (value === 0) return this.style.pick<number | null | undefined>('state', 0, null, undefined);
    return this.optional('state', value);
  }

  /** The page: 0 or empty for the merchant's own delivery. */
  deliveryType(value: number): number | null {
    return value === 0 ? this.style.pick('deliveryType', 0, null) : value;
  }
}

const lineJson = (line: PospalLine, place: number, pen: Pen): object => ({
  productUid: rawNumber(line.productUid),
  productName: line.productName,
  productBarcode: line.productBarcode,
  eshopSellPrice: pen.decimal(`${place}.eshopSellPrice`, line.price),
  productQuantity: pen.decimal(`${place}.productQuantity`, line.quantity),
  productBuyPrice: pen.decimal(`${place}.productBuyPrice`, '0.00'),
  productSellPrice: pen.decimal(`${place}.productSellPrice`, line.sellPrice),
  isCustomerDiscount: false,
  customerDiscount: rawNumber('100'),
  customerPrice: pen.decimal(`${place}.customerPrice`, line.sellPrice),
  promotionRuleUid: pen.optional(`${place}.promotionRuleUid`, null),
  comment: pen.optional(`${place}.comment`, line.comment),
});

export interface Writing {
  readonly loose: boolean;
  readonly tellsPayment: boolean;
}

export const writingOf = ({ looseTypes, tellsPayment }: PospalTill): Writing => ({
  loose: looseTypes,
  tellsPayment,
});

const paymentJson = ({ payOnLine, isOnlinePaymentCompleted }: PospalOrder, pen: Pen): object => ({
  payOnLine: pen.optional('payOnLine', payOnLine),
  isOnlinePaymentCompleted: pen.optional('isOnlinePaymentCompleted', isOnlinePaymentCompleted),
});

/** The order entity of queryOrderByNo, -ById and -Pages, for `writeJson`. */
export function orderJson(order: PospalOrder, { loose, tellsPayment }: Writing): object {
  const pen = new Pen(order, loose);
  return {
    id: rawNumber(order.id),
    orderNo: order.orderNo,
    state: pen.state(order.state),
    payMethod: order.payMethod,
    ...(tellsPayment ? paymentJson(order, pen) : {}),
    customerNumber: pen.optional('customerNumber', order.customerNumber),
    shippingFee: pen.fen('shippingFee', order.shippingFen),
    orderRemark: pen.optional('orderRemark', order.orderRemark),
    orderDateTime: chinaText(order.orderAt),
    contactAddress: order.contactAddress,
    contactName: order.contactName,
    contactTel: order.contactTel,
    totalAmount: pen.fen('totalAmount', order.totalFen),
    daySeq: pen.optional('daySeq', order.daySeq),
    deliveryType: pen.deliveryType(order.deliveryType),
    items: order.items.map((line, place) => lineJson(line, place, pen)),
  };
}

/** Nobody reads these as what they stand for. */
const ODD = { orderNo: {}, orderDateTime: '昨天', totalAmount: '面议', state: {} };

/** The order entity as it is shown: spoiled, where a test wants that. */
export function shownOrder(order: PospalOrder, writing: Writing, asked: 'listed' | 'by number'): unknown {
  const entity = orderJson(order, writing);
  const { spoiled } = order;
  if (spoiled == null || (asked === 'by number' && !spoiled.byNumber)) return entity;
  return spoil(entity, spoiled);
}

const spoil = (entity: object, { field }: Spoiled): unknown =>
  field === 'row' ? '数据异常' : { ...entity, [field]: ODD[field] };
