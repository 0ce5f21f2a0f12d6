import { ConnectorError } from '#connectors-core/connector-error.js';
import { stringifyLossless, unquotedNumber } from '#connectors-core/lossless-json.js';
import type { ItemToPlace, OrderToPlace, PlaceDocument } from '#connectors-core/order-sink.js';
import { CannotPlace } from '#connectors-core/order-sink.js';
import type { Fen } from '#domain/money.js';
import type { Service } from '#domain/order-observation.js';
import { tillAmounts } from './pospal-amounts.mapper.js';
import type { PospalConfig } from './pospal.config.js';
import { paymentOf } from './pospal-payment.mapper.js';
import { plainYuan, pricedLines, tillPrice, tillQuantity } from './pospal-prices.mapper.js';
import { toVendorTime } from './pospal.schema.js';

type Fields = Readonly<Record<string, unknown>>;

const SECOND_MS = 1000;
const LARGEST_UID = 2n ** 63n - 1n;

/**
 * The body of addOnLineOrder, without the appId. Ids and amounts are written digit by digit.
 * @throws CannotPlace when the order cannot be booked as it stands
 * @throws ConnectorError `invalid_config` when a setting or a product mapping is unusable
 */
export function placeDocument(order: OrderToPlace, config: PospalConfig): PlaceDocument {
  if (order.items.length === 0) throw new CannotPlace('no_items', 'the storefront names no items to sell');
  const body = {
    ...paymentOf(order, config),
    ...(config.prices === 'order' ? pricedByOrder(order, config) : pricedByTill(order, config)),
    orderRemark: remarkOf(order, config.longestRemark),
    orderDateTime: toVendorTime(order.placedAt),
    ...contactFields(order, config),
    ...serviceFields(order.service, config),
    ...(config.skipStockCheck ? { skipProductStockValidation: 1 } : {}),
  };
  const statedAt = new Date(Math.floor(order.placedAt.getTime() / SECOND_MS) * SECOND_MS);
  return {
    text: stringifyLossless(body),
    statedAt,
    totalFen: config.prices === 'order' ? order.amounts.saleFen : null,
  };
}

const yuanNumber = (fen: Fen): unknown => unquotedNumber(plainYuan(fen));

/** What the customer paid: `orderSource` keeps our prices, and needs `totalAmount` (page). */
function pricedByOrder(order: OrderToPlace, config: PospalConfig): Fields {
  const { lines, freight, packaging, sale } = tillAmounts(order, config.discount);
  const priced = pricedLines(
    order.items.map(({ itemName, quantity, units, unitPrice }, index) => ({
      itemName,
      quantity: tillQuantity(itemName, quantity, units),
      amount: lines[index] ?? 0n,
      price: tillPrice(unitPrice, units),
    })),
  );
  const items = order.items.flatMap((item, index) =>
    (priced[index] ?? []).map(({ quantity, price }) => ({
      ...itemFields(item, quantity, config),
      manualSellPrice: unquotedNumber(price),
    })),
  );
  return {
    items,
    ...feeFields(freight, packaging, config),
    orderSource: 'openApi',
    // By the page it counts with this orderSource alone, and none is made then.
    ...(order.service?.pickupNo === undefined ? {} : { daySeq: order.service.pickupNo }),
    totalAmount: yuanNumber(sale),
  };
}

/** The till's own prices: it adds up by itself, so no amounts are compared here either. */
function pricedByTill({ items, amounts }: OrderToPlace, config: PospalConfig): Fields {
  return {
    items: items.map((item) =>
      itemFields(item, tillQuantity(item.itemName, item.quantity, item.units).toFixed(), config),
    ),
    ...feeFields(amounts.freightFen ?? 0n, (amounts.packagingFen ?? 0n) + (amounts.serviceFen ?? 0n), config),
  };
}

function itemFields(
  { itemName, itemSpec, productUid }: ItemToPlace,
  quantity: string,
  { itemComment, signatureVersion }: Pick<PospalConfig, 'itemComment' | 'signatureVersion'>,
): Fields {
  if (!/^[1-9]\d{0,18}$/.test(productUid) || BigInt(productUid) > LARGEST_UID) {
    throw new ConnectorError(
      'invalid_config',
      `the productUid of ${itemName} must be digits, up to 2^63 − 1`,
    );
  }
  const comment = itemComment && itemSpec ? itemSpec : '';
  return {
    productUid: unquotedNumber(productUid),
    quantity: unquotedNumber(quantity),
    // Version 2 marks it required.
    ...(comment === '' && signatureVersion !== 2 ? {} : { comment }),
  };
}

/** A fee of nothing is not sent. */
function feeFields(freight: Fen, packaging: Fen, { packageFee }: Pick<PospalConfig, 'packageFee'>): Fields {
  const shipping = packageFee === 'shipping' ? freight + packaging : freight;
  return {
    ...(shipping > 0n ? { shippingFee: yuanNumber(shipping) } : {}),
    ...(packageFee === 'field' && packaging > 0n ? { packageFee: yuanNumber(packaging) } : {}),
  };
}

/** The marker first: whatever is cut off behind, by us or by the till, it stays. */
function remarkOf({ marker, vendorNo, contact }: OrderToPlace, longest: number | undefined): string {
  const remark = [marker, vendorNo, contact?.remark?.trim() ?? ''].filter((part) => part !== '').join(' ');
  return longest === undefined ? remark : [...remark].slice(0, longest).join('');
}

function contactFields({ contact, store }: OrderToPlace, config: PospalConfig): Fields {
  const given = (text: string | null | undefined, otherwise: string): string => text?.trim() || otherwise;
  return {
    contactAddress: given(contact?.address, config.fallbackAddress),
    contactName: given(contact?.name, store.name),
    contactTel: given(contact?.phone, config.fallbackTel),
  };
}

/** Request (page): 0 外卖单, 1 店内单; both pickup and dine-in are in the store. */
function serviceFields(
  service: Service | null,
  { unstatedService, deliveryTime }: Pick<PospalConfig, 'unstatedService' | 'deliveryTime'>,
): Fields {
  const inStore = service?.kind == null ? unstatedService === 'in_store' : service.kind !== 'delivery';
  const { reservedAt = null, area, table, diners = null } = service ?? {};
  return {
    deliveryType: inStore ? 1 : 0,
    ...(diners === null ? {} : { dinnersNumber: diners }),
    ...(area ? { restaurantAreaName: area } : {}),
    ...(table ? { restaurantTableName: table } : {}),
    ...(reservedAt === null ? {} : { reservationTime: toVendorTime(reservedAt) }),
    ...(reservedAt === null || inStore || !deliveryTime ? {} : { deliveryTime: toVendorTime(reservedAt) }),
  };
}
