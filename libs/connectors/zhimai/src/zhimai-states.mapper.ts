import { ConnectorError } from '#connectors-core/connector-error.js';
import { type Flag, flag } from '#domain/flag.js';
import type { ObservedGroups, Service } from '#domain/order-observation.js';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { AFTER_SALE_STATES, FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import type { FulfilmentState, Stated } from '#domain/order-status.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import type { OrderDetail } from './zhimai-detail.reader.js';

export type StateSettings = Pick<
  ZhimaiConfig,
  | 'payStatusMap'
  | 'statusMap'
  | 'afterSaleStatusMap'
  | 'orderTypeMap'
  | 'refusalMeans'
  | 'refusedReceiveStatuses'
>;

type Groups = Partial<ObservedGroups>;

/**
 * The three states, each by its own map, and how the order is handed over.
 * @throws ConnectorError `invalid_config` when a map of the account names a state that we do not have
 */
export function statesOf(detail: OrderDetail, config: StateSettings): Groups {
  const payment = paymentOf(detail, config);
  const fulfilment = fulfilmentOf(detail, config);
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
    ...serviceOf(detail, config),
  };
}

export const paymentOf = (
  { payStatus }: Pick<OrderDetail, 'payStatus'>,
  { payStatusMap }: Pick<StateSettings, 'payStatusMap'>,
) => stated(PAYMENT_STATES, payStatus, payStatusMap, 'payStatusMap');

/** Where no map says what an order's status means, a refusal of the store ends it, if the account takes it so. */
function fulfilmentOf(detail: OrderDetail, config: StateSettings): Stated<FulfilmentState> | null {
  const byStatus = stated(FULFILMENT_STATES, detail.status, config.statusMap, 'statusMap');
  const isMapped = byStatus !== null && byStatus.state !== 'unknown';
  const ends = !isMapped && config.refusalMeans === 'cancelled' && isRefused(detail, config);
  return ends ? { state: 'cancelled', raw: detail.status } : byStatus;
}

/** A person should look: the store refused the order, and what is known of it does not say that it ended. */
export function refusalFlags(detail: OrderDetail, config: StateSettings): readonly Flag[] {
  if (!isRefused(detail, config)) return [];
  return fulfilmentOf(detail, config)?.state === 'cancelled' ? [] : [flag('refused_by_store')];
}

/** PHP's and people's ways to write "none". */
const NO_REASON = /^(?:0|null|none|无|-+)$/i;

function isRefused(
  { refusalReason, receiveStatus }: OrderDetail,
  { refusedReceiveStatuses }: Pick<StateSettings, 'refusedReceiveStatuses'>,
): boolean {
  const isGiven = refusalReason !== null && !NO_REASON.test(refusalReason);
  return isGiven || (receiveStatus !== null && refusedReceiveStatuses.includes(receiveStatus));
}

/** How it is handed over, and under which number: 店内单号, the store's own, is what is called out. */
function serviceOf(
  { orderType, storeOrderNo }: OrderDetail,
  { orderTypeMap }: StateSettings,
): { service?: Service } {
  if (orderType === null && storeOrderNo === null) return {};
  const word = orderType !== null && Object.hasOwn(orderTypeMap, orderType) ? orderTypeMap[orderType] : null;
  const kind = SERVICE_KINDS.find((one) => one === word) ?? null;
  if (word !== null && kind === null) {
    throw new ConnectorError(
      'invalid_config',
      `orderTypeMap: "${orderType ?? ''}" must be one of ${SERVICE_KINDS.join(', ')}`,
    );
  }
  return {
    service: {
      ...{ kind, reservedAt: null, area: null, table: null, diners: null },
      ...(storeOrderNo === null ? {} : { pickupNo: storeOrderNo }),
      ...(orderType === null || kind !== null ? {} : { raw: orderType }),
    },
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
