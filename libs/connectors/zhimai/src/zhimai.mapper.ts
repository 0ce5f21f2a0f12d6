import { Decimal } from 'decimal.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Contact, Line, ObservedGroups, OrderObservation } from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import { AFTER_SALE_STATES, FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import type { Stated } from '#domain/order-status.js';
import { amountsOf, fenOf } from './zhimai-amounts.mapper.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import type { OrderDetail } from './zhimai.schema.js';

export type MapperSettings = Pick<
  ZhimaiConfig,
  'saleAmount' | 'payStatusMap' | 'statusMap' | 'afterSaleStatusMap'
>;

/**
 * What an order-detail answer states. A group whose telling fields are not there is left out and so says
 * nothing: an answer that lacks `payStatus` never takes a payment back.
 * @param asOf when the request was sent
 * @throws ConnectorError `invalid_config` when a map of the account names a state that we do not have
 */
export function toObservation(
  detail: OrderDetail,
  { asOf, config }: { asOf: Date; config: MapperSettings },
): OrderObservation {
  return {
    vendorNo: detail.orderNo,
    asOf,
    precedence: PRECEDENCE.fetch,
    ...placementOf(detail),
    ...statesOf(detail, config),
    ...amountsOf(detail, config.saleAmount),
    ...(detail.itemList === null ? {} : { lines: detail.itemList.map(toLine) }),
    ...contactOf(detail),
  };
}

type Groups = Partial<ObservedGroups>;

/** Vendor fields that say what kind of order it is and where it came from; without a published list, kept raw. */
const ORIGIN_FIELDS = [
  'source',
  'fromSystem',
  'orderType',
  'orderSubType',
  'bizType',
  'bizSubType',
  'payModel',
] as const;

function placementOf(detail: OrderDetail): Groups {
  const placedAt = detail.orderAt ?? detail.createdAt;
  if (detail.storeId === null && placedAt === null) return {};
  const numbers = [detail.storeOrderNo, detail.sourceNo, detail.thirdPayNo, detail.payNo].filter(isGiven);
  const origin = ORIGIN_FIELDS.flatMap((name) => (detail[name] === null ? [] : [[name, detail[name]]]));
  return {
    placement: {
      vendorStoreId: detail.storeId,
      placedAt,
      numbers: [...new Set(numbers)],
      origin: Object.fromEntries(origin) as Record<string, string>,
    },
  };
}

const isGiven = (text: string | null): text is string => text !== null;

function statesOf(detail: OrderDetail, config: MapperSettings): Groups {
  const payment = stated(PAYMENT_STATES, detail.payStatus, config.payStatusMap, 'payStatusMap');
  const fulfilment = stated(FULFILMENT_STATES, detail.status, config.statusMap, 'statusMap');
  const afterSale = stated(
    AFTER_SALE_STATES,
    detail.afterSaleStatus,
    config.afterSaleStatusMap,
    'afterSaleStatusMap',
  );
  return {
    ...(payment ? { payment: { ...payment, paidAt: detail.payAt, method: detail.payType } } : {}),
    ...(fulfilment ? { fulfilment: { ...fulfilment, completedAt: detail.completedAt } } : {}),
    ...(afterSale ? { afterSale: { ...afterSale, refunds: [] } } : {}),
  };
}

/** Null when the vendor says nothing; a value that the account's map does not list is unknown, kept raw. */
function stated<S extends string>(
  states: readonly S[],
  raw: string | null,
  map: Readonly<Record<string, string>>,
  setting: string,
): Stated<S | 'unknown'> | null {
  if (raw === null) return null;
  const mapped = Object.hasOwn(map, raw) ? map[raw] : 'unknown';
  const state = states.find((one) => one === mapped);
  if (state !== undefined) return { state, raw };
  throw new ConnectorError('invalid_config', `${setting}: "${raw}" must be one of ${states.join(', ')}`);
}

/** The line's amount is price × quantity, where that is a whole fen [inferred]. */
function toLine({
  itemName,
  itemSpec,
  itemUnit,
  itemPrice,
  num,
}: NonNullable<OrderDetail['itemList']>[number]): Line {
  const amount = itemPrice === null || num === null ? null : new Decimal(itemPrice).times(num);
  return {
    itemName: itemName ?? '',
    itemSpec,
    unit: itemUnit,
    quantity: num ?? '0',
    unitPrice: itemPrice === null ? null : yuanText(itemPrice),
    amountFen: amount === null ? null : fenOf(amount.toFixed()),
  };
}

/** Fen to yuan for a price, which may have parts of a fen: `"1250"` → `"12.50"`, `"1250.5"` → `"12.505"`. */
function yuanText(fen: string): string {
  const yuan = new Decimal(fen).div(100);
  return yuan.toFixed(Math.max(2, yuan.decimalPlaces()));
}

function contactOf({ addr, mobile, buyerRemarks }: OrderDetail): Groups {
  const { provinceName, cityName, areaName, street, doorNumber } = addr ?? {};
  const address = [provinceName, cityName, areaName, street, doorNumber].filter(Boolean).join('');
  const contact: Contact = {
    name: addr?.acceptName ?? null,
    // Who receives the goods, rather than who ordered them.
    phone: addr?.mobile ?? mobile,
    address: address === '' ? null : address,
    remark: buyerRemarks,
    memberNo: null,
  };
  return Object.values(contact).every((value) => value === null) ? {} : { contact };
}
