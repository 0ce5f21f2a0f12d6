import { Decimal } from 'decimal.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { type Flag, flag } from '#domain/flag.js';
import { isUuid } from '#domain/ids.js';
import { fenOf } from '#domain/money.js';
import type { Contact, Line, ObservedGroups, OrderObservation } from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import { amountsOf, isOfOtherUnit, saleField } from './zhimai-amounts.mapper.js';
import type { AmountSettings } from './zhimai-amounts.mapper.js';
import { unreadableAnswer } from './zhimai-detail.reader.js';
import type { Item, OrderDetail } from './zhimai-detail.reader.js';
import { paymentOf, refusalFlags, statesOf } from './zhimai-states.mapper.js';
import type { StateSettings } from './zhimai-states.mapper.js';

export type MapperSettings = AmountSettings & StateSettings & { readonly sourceNoOf?: string | undefined };

/**
 * What an order-detail answer states. A group whose telling fields are not there is left out and so says
 * nothing: an answer that lacks `payStatus` never takes a payment back.
 * @param asOf when the request was sent
 * @throws ConnectorError `invalid_config` when a map of the account names a state that we do not have,
 * `invalid_response` when a field that the sale needs cannot be read
 */
export function toObservation(
  detail: OrderDetail,
  { asOf, config }: { asOf: Date; config: MapperSettings },
): OrderObservation {
  checkReadable(detail, config);
  const observation = {
    vendorNo: detail.orderNo,
    asOf,
    precedence: PRECEDENCE.fetch,
    ...placementOf(detail),
    ...statesOf(detail, config),
    ...amountsOf(detail, config),
    ...(detail.itemList === null ? {} : { lines: detail.itemList.map((item) => toLine(item, config)) }),
    ...contactOf(detail),
    ...declaredOf(detail, config),
  };
  return withFlags(observation, [
    ...[...detail.unreadable.keys()].map((field) => flag('unreadable_field', field)),
    ...detail.halved.map((field) => flag('half_character', field)),
    ...refusalFlags(detail, config),
  ]);
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
  'receiveStatus',
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

/** Nothing says that a source's number is that account's alone: it is checked. */
function declaredOf(
  { sourceNo }: OrderDetail,
  { sourceNoOf }: MapperSettings,
): Pick<OrderObservation, 'numberOf'> {
  if (sourceNoOf === undefined || sourceNo === null) return {};
  const accountId = sourceNoOf.toLowerCase();
  if (!isUuid(accountId))
    throw new ConnectorError('invalid_config', 'sourceNoOf: is not the id of an account');
  return { numberOf: { accountId, vendorNo: sourceNo, isChecked: true } };
}

const isGiven = (text: string | null): text is string => text !== null;

/** Fields without which nobody knows what the order sells, when, or whose it is. */
function checkReadable(detail: OrderDetail, config: MapperSettings): void {
  const needed = new Set(['storeId', 'payStatus', 'status', ...saleFields(detail, config)]);
  const faults = [...detail.unreadable].filter(([field]) => needed.has(field));
  if (faults.length > 0) throw unreadableAnswer(faults);
}

/** Of an order that is not known to be paid nothing is sold, and its next answer is read anew. */
function saleFields(detail: OrderDetail, config: MapperSettings): readonly string[] {
  const payment = paymentOf(detail, config)?.state;
  if (payment === 'unpaid' || payment === 'unknown') return [];
  const times = ['payAt', 'orderAt', 'createdAt'] as const;
  const timeField = times.find((name) => detail[name] !== null || detail.unreadable.has(name));
  return [saleField(detail, config), ...(timeField === undefined ? [] : [timeField])];
}

/** With the order, or with its amounts where nothing is said of the order; what is only a number has no place for them. */
function withFlags(observation: OrderObservation, flags: readonly Flag[]): OrderObservation {
  const { placement, amounts } = observation;
  if (flags.length === 0) return observation;
  if (placement !== undefined) return { ...observation, placement: { ...placement, flags } };
  if (amounts === undefined) return observation;
  return { ...observation, amounts: { ...amounts, flags: [...amounts.flags, ...flags] } };
}

/** The line's amount is price × quantity, where that is a whole fen [inferred]. */
function toLine(
  { itemName, itemSpec, itemUnit, itemPrice, num }: Item,
  { amountUnit }: Pick<AmountSettings, 'amountUnit'>,
): Line {
  const isKnown = itemPrice !== null && !isOfOtherUnit(itemPrice, amountUnit);
  const price = isKnown ? new Decimal(itemPrice).div(amountUnit === 'yuan' ? 1 : 100) : null;
  const amount = price === null || num === null ? null : price.times(num);
  return {
    itemName: itemName ?? '',
    itemSpec,
    unit: itemUnit,
    quantity: num ?? '0',
    unitPrice: price?.toFixed(Math.max(2, price.decimalPlaces())) ?? null,
    amountFen: amount === null ? null : (fenOf(amount.toFixed(), 'yuan') ?? null),
  };
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
