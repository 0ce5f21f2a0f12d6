import { type Flag, flag } from '#domain/flag.js';
import { markerIn } from '#domain/marker.js';
import { fenOf as wholeFen, readFen } from '#domain/money.js';
import type { Fen } from '#domain/money.js';
import type {
  Contact,
  Line,
  ObservedGroups,
  OrderObservation,
  Service,
  ServiceKind,
} from '#domain/order-observation.js';
import { PRECEDENCE, SERVICE_KINDS } from '#domain/order-observation.js';
import { FULFILMENT_STATES } from '#domain/order-status.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { PospalConfig } from './pospal.config.js';
import type { PospalOrder } from './pospal-order.schema.js';

export type MapperSettings = Pick<
  PospalConfig,
  | 'unsoldStates'
  | 'onlineUnpaid'
  | 'stateMap'
  | 'deliveryTypeMap'
  | 'linePrice'
  | 'fallbackTel'
  | 'fallbackAddress'
>;

/** The page prints 5 and 8 as "completed" too; its own comments say that they are not. */
const STATES: ReadonlyMap<string, FulfilmentState> = new Map([
  ['0', 'created'],
  ['1', 'accepted'], // 已同步到客户端: the till has it.
  ['2', 'shipped'],
  ['3', 'cancelled'],
  ['4', 'completed'],
  ['5', 'accepted'], // 商家确认接收新订单
  ['8', 'preparing'], // 待厨打/下发配送订单
]);

/** @param map the account's own words, before the page's */
export function fulfilmentOf(
  state: string | null,
  map: Readonly<Record<string, string>> = {},
): FulfilmentState {
  const own = state !== null && Object.hasOwn(map, state) ? map[state] : undefined;
  return FULFILMENT_STATES.find((one) => one === own) ?? STATES.get(state ?? '') ?? 'unknown';
}

/** Of an order whose other fields cannot be read: how it stands, and nothing else. */
export const toStanding = (
  { orderNo, state }: Pick<PospalOrder, 'orderNo' | 'state'>,
  { asOf, config }: { readonly asOf: Date; readonly config: Pick<MapperSettings, 'stateMap'> },
): OrderObservation => ({
  vendorNo: orderNo,
  asOf,
  precedence: PRECEDENCE.fetch,
  fulfilment: { state: fulfilmentOf(state, config.stateMap), raw: state, completedAt: null },
});

/** Null when it is absent or no amount in whole fen. */
export const fenOf = (yuan: string | null): Fen | null =>
  yuan === null ? null : (wholeFen(yuan, 'yuan') ?? null);

/**
 * What an answer states of its order. Pospal states no after-sale, and no payment: see `paymentOf`.
 * @param asOf when the request was sent
 */
export function toObservation(
  order: PospalOrder,
  { asOf, config }: { asOf: Date; config: MapperSettings },
): OrderObservation {
  const marker = markerIn(order.orderRemark ?? '');
  return {
    vendorNo: order.orderNo,
    asOf,
    precedence: PRECEDENCE.fetch,
    placement: {
      // An account is one store: its only binding says which.
      vendorStoreId: null,
      placedAt: order.orderDateTime,
      numbers: [],
      origin: originOf(order),
      ...(order.flags.length === 0 ? {} : { flags: order.flags }),
    },
    ...paymentOf(order, marker, config),
    fulfilment: { state: fulfilmentOf(order.state, config.stateMap), raw: order.state, completedAt: null },
    ...amountsOf(order),
    ...(order.items === null ? {} : { lines: order.items.map((item) => toLine(item, config)) }),
    service: serviceOf(order, config),
    ...contactOf(order, config),
    ...(marker === undefined ? {} : { marker }),
  };
}

type Groups = Partial<ObservedGroups>;

function originOf({ orderSource, deliveryType }: PospalOrder): Record<string, string> {
  return {
    ...(orderSource === null ? {} : { orderSource }),
    ...(deliveryType === null ? {} : { deliveryType }),
  };
}

/**
 * A till's order counts as paid when it is made, unless the account says that its state sells nothing, or it was
 * to be paid online and is not. A cancelled one sells nothing anywhere; whether it had been paid is said of online
 * payments alone, which are then money that went back, else nobody says it, so neither do we, and what was known
 * before stands.
 */
function paymentOf(
  order: PospalOrder,
  marker: string | undefined,
  { unsoldStates, stateMap, onlineUnpaid }: MapperSettings,
): Groups {
  const { state, payMethod, orderDateTime } = order;
  const online = marker === undefined ? onlinePaymentOf(order) : undefined;
  const stated = (payment: 'unpaid' | 'paid' | 'refunded', raw: string | null = null): Groups => ({
    payment: { state: payment, raw, paidAt: payment === 'unpaid' ? null : orderDateTime, method: payMethod },
  });
  if (online === 'unpaid' && onlineUnpaid === 'unsold') return stated('unpaid', ONLINE_UNPAID);
  if (fulfilmentOf(state, stateMap) === 'cancelled') return online === 'paid' ? stated('refunded') : {};
  return stated(unsoldStates.includes(state) ? 'unpaid' : 'paid');
}

/** Shown beside "unpaid": which of the vendor's fields say so. */
const ONLINE_UNPAID = 'payOnLine 1, isOnlinePaymentCompleted 0';

/**
 * Undefined where the row does not say both. An order of ours is not asked: it was paid before it came to the till,
 * and what Pospal says then of its own online payment is not known.
 */
function onlinePaymentOf({
  payOnLine,
  isOnlinePaymentCompleted,
}: PospalOrder): 'paid' | 'unpaid' | undefined {
  if (payOnLine !== true || isOnlinePaymentCompleted === null) return undefined;
  return isOnlinePaymentCompleted ? 'paid' : 'unpaid';
}

const AMOUNT_FIELDS = ['totalAmount', 'shippingFee', 'packageFee'] as const;

/** Left out without a total: an answer that lacks it takes back no sale. */
function amountsOf(order: PospalOrder): Groups {
  if (order.totalAmount === null) return {};
  const totalFen = fenOf(order.totalAmount);
  return {
    amounts: {
      saleFen: totalFen,
      totalFen,
      paidFen: null,
      discountFen: null,
      freightFen: fenOf(order.shippingFee),
      packagingFen: fenOf(order.packageFee),
      flags: flagsOf(order),
    },
  };
}

function flagsOf(order: PospalOrder): readonly Flag[] {
  const amounts = AMOUNT_FIELDS.flatMap((name) => {
    const read = order[name] === null ? null : readFen(order[name], 'yuan');
    return read !== null && 'fault' in read ? [flag(read.fault, name)] : [];
  });
  const lines = (order.items ?? []).flatMap(({ productQuantity, productName }, index) => [
    ...(productQuantity === null ? [flag('no_quantity', `items.${index.toString()}`)] : []),
    ...(productName === null ? [flag('no_name', `items.${index.toString()}`)] : []),
  ]);
  return [...amounts, ...lines];
}

/** The page names no amount of a line, and which of the prices it was sold at is not said: none is computed. */
function toLine(
  item: NonNullable<PospalOrder['items']>[number],
  { linePrice }: Pick<MapperSettings, 'linePrice'>,
): Line {
  const { productUid, productQuantity, productSellPrice, eshopSellPrice } = item;
  const other = linePrice === 'productSellPrice' ? eshopSellPrice : productSellPrice;
  return {
    itemName: item.productName ?? '',
    itemSpec: null,
    unit: null,
    quantity: productQuantity ?? '0',
    unitPrice: item[linePrice] ?? other,
    amountFen: null,
    // How many of it there are is not known without a quantity: such a line names no product.
    ...(productUid === null || productQuantity === null ? {} : { productUid }),
  };
}

/** Page: 0 or nothing 外卖, 1 自助点餐, 2 自提, 3 预约单 (of what, it does not say), 4 平台配送. */
const SERVICES: ReadonlyMap<string, ServiceKind> = new Map([
  ['0', 'delivery'],
  ['1', 'dine_in'],
  ['2', 'pickup'],
  ['4', 'delivery'],
]);

function serviceOf(order: PospalOrder, { deliveryTypeMap: map }: MapperSettings): Service {
  const diners = Number(order.dinnersNumber ?? 0);
  const type = order.deliveryType ?? '0';
  const own = Object.hasOwn(map, type) ? map[type] : undefined;
  const kind = SERVICE_KINDS.find((one) => one === own) ?? SERVICES.get(type) ?? null;
  return {
    kind,
    ...(kind === null ? { raw: type } : {}),
    reservedAt: order.reservationTime,
    area: order.restaurantAreaName,
    table: order.restaurantTableName,
    diners: diners > 0 && diners < 1000 ? diners : null,
  };
}

/** What we send where a storefront has no contact is none here either. */
function contactOf(order: PospalOrder, { fallbackTel, fallbackAddress }: MapperSettings): Groups {
  const { contactTel, contactAddress } = order;
  const contact: Contact = {
    name: order.contactName,
    phone: contactTel === fallbackTel ? null : contactTel,
    address: contactAddress === fallbackAddress ? null : contactAddress,
    remark: order.orderRemark,
    memberNo: order.customerNumber,
  };
  return Object.values(contact).every((value) => value === null) ? {} : { contact };
}
