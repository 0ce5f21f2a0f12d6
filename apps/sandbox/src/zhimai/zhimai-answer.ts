import type { LosslessNumber } from 'lossless-json';
import { chinaText } from '../china-time.js';
import { rawNumber, writeJson } from '../exact-json.js';
import { hash32 } from '../random.js';
import { HEADER_FIELDS, type HeaderField } from './zhimai-fields.js';
import type { ZhimaiMerchant } from './zhimai-merchants.js';
import type { ZhimaiOrder } from './zhimai-order.js';

type Style = Pick<ZhimaiMerchant, 'looseTypes' | 'timeStyle'>;
type Written = LosslessNumber | string;

const ABSENT = '';

/**
 * Writes values as the vendor does: a number now as a JSON number, now as text, "" for absent. Which of
 * the two depends on the order and the field alone, so an unchanged order always reads the same.
 */
class Pen {
  constructor(
    private readonly orderNo: string,
    private readonly style: Style,
  ) {}

  private asText(field: string): boolean {
    return this.style.looseTypes && hash32(`${this.orderNo}/${field}`) % 2 === 1;
  }

  number(field: string, value: number | string | null): Written {
    if (value === null) return ABSENT;
    return this.asText(field) ? String(value) : rawNumber(value);
  }

  text(value: number | string | null): string {
    return value === null ? ABSENT : String(value);
  }

  time(at: number | string | null): string {
    if (typeof at !== 'number') return ABSENT;
    if (this.style.timeStyle === 'text') return chinaText(at);
    return String(this.style.timeStyle === 'millis' ? at : Math.floor(at / 1_000));
  }

  header(field: HeaderField, value: number | string | null): Written {
    switch (HEADER_FIELDS[field]) {
      case 'text':
        return this.text(value);
      case 'time':
        return this.time(value);
      case 'epoch':
        return this.number(field, typeof value === 'number' ? Math.floor(value / 1_000) : null);
      default:
        return this.number(field, value);
    }
  }
}

function addrOf(order: ZhimaiOrder, pen: Pen): Record<string, Written> | string {
  if (order.addr === null) return ABSENT;
  const { sex, ...texts } = order.addr;
  const written: Record<string, Written> = {};
  for (const [name, value] of Object.entries(texts)) written[name] = pen.text(value);
  return { ...written, sex: pen.number('sex', sex), orderNo: order.orderNo };
}

const itemsOf = (order: ZhimaiOrder, pen: Pen): Record<string, Written>[] =>
  order.items.map((item, index) => ({
    costPrice: pen.number(`${index}.costPrice`, item.costPrice),
    discountAmount: pen.number(`${index}.discountAmount`, item.discountAmount),
    itemName: item.itemName,
    itemPrice: pen.number(`${index}.itemPrice`, item.itemPrice),
    itemSpec: pen.text(item.itemSpec),
    itemUnit: pen.text(item.itemUnit),
    num: pen.number(`${index}.num`, item.num),
    packAmount: pen.number(`${index}.packAmount`, item.packAmount),
  }));

function discountsOf(order: ZhimaiOrder, pen: Pen): Record<string, Written>[] {
  const amount = Number(order.header.discountAmount ?? 0);
  if (amount === 0) return [];
  return [
    {
      createdAt: pen.time(order.header.orderAt ?? null),
      discountAmount: pen.number('discount', amount),
      discountLevel: pen.number('discountLevel', 1),
      discountName: '会员优惠',
      discountSummary: ABSENT,
      discountType: pen.number('discountType', 1),
      orderNo: order.orderNo,
      userId: pen.number('userId', order.header.userId ?? null),
    },
  ];
}

/** `data` of communal.order.order-detail: every field that the page lists, and what `extra` puts over it. */
function orderDetail(order: ZhimaiOrder, style: Style): Record<string, unknown> {
  const pen = new Pen(order.orderNo, style);
  const values = { ...order.header, orderNo: order.orderNo, storeId: order.storeId };
  const header: Record<string, Written> = {};
  for (const field of Object.keys(HEADER_FIELDS) as HeaderField[]) {
    header[field] = pen.header(field, values[field] ?? null);
  }
  return {
    activityInfoMap: style.looseTypes ? ABSENT : {},
    addr: addrOf(order, pen),
    discountList: discountsOf(order, pen),
    itemList: itemsOf(order, pen),
    ...header,
    ...order.extra,
  };
}

/** The success answer. Its status and code are text for some orders, as in the page's sample. */
export function orderAnswer(order: ZhimaiOrder, style: Style): string {
  const asText = style.looseTypes && hash32(order.orderNo) % 2 === 1;
  return writeJson({
    status: asText ? 'true' : true,
    code: asText ? '0' : 0,
    message: '成功',
    data: orderDetail(order, style),
  });
}
