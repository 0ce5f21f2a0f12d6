import { ConnectorError } from '#connectors-core/connector-error.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { HourlySales } from '#domain/hourly-sales.js';
import { isUuid } from '#domain/ids.js';
import { fault } from '#domain/refusal.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import { textFaults } from '../text-check.js';

export interface NewBinding {
  readonly storeId: string;
  readonly vendorStoreId: string;
  /** From which order time on; only a binding that is not the first of its vendor store id needs it. */
  readonly from?: Date | undefined;
  /** Whether a change is made that moves what was before; else it is only told. */
  readonly confirm?: boolean | undefined;
}

const LONGEST_VENDOR_STORE_ID = 128;
const DAY_MS = 86_400_000;
const EARLIEST = new Date('2000-01-01T00:00:00Z');
/** A slip of the keyboard, rather than a plan. */
const FARTHEST_AHEAD_DAYS = 366;
/** Each hour since then is reported: older ones only when somebody asks for them. */
export const LONGEST_REPORTED_DAYS = 31;

export const NO_SUCH_STORE: FieldFault = fault('storeId', 'names_no_store');

export function bindingFaults(active: ActiveAccount, wish: NewBinding, now: Date): FieldFault[] {
  const { storeId, vendorStoreId, from } = wish;
  return [
    ...(isUuid(storeId) ? [] : [NO_SUCH_STORE]),
    ...textFaults('vendorStoreId', vendorStoreId, LONGEST_VENDOR_STORE_ID),
    ...(from === undefined ? [] : fromFaults(from, now, active.connector.salesSink !== undefined)),
    ...sinkFaults(active, vendorStoreId),
  ];
}

function fromFaults(from: Date, now: Date, reports: boolean): FieldFault[] {
  const days = (from.getTime() - now.getTime()) / DAY_MS;
  if (!(from >= EARLIEST)) return [fault('from', 'binding_before_2000')];
  if (days > FARTHEST_AHEAD_DAYS)
    return [fault('from', 'binding_too_far_ahead', { days: FARTHEST_AHEAD_DAYS })];
  if (reports && days < -LONGEST_REPORTED_DAYS)
    return [fault('from', 'binding_too_far_back', { days: LONGEST_REPORTED_DAYS })];
  return [];
}

/** Any hour: only whether the vendor can be told of this store matters. */
const SOME_HOUR: HourlySales = {
  hourStart: new Date(0),
  hourEnd: new Date(3_600_000),
  timeZone: 'Asia/Shanghai',
  totalFen: 0n,
  orders: 0,
  items: 0,
  lines: 0,
};

/** A vendor store id that no report could carry is refused now, not hour by hour. */
function sinkFaults({ connector, account }: ActiveAccount, vendorStoreId: string): FieldFault[] {
  try {
    connector.salesSink?.payload(SOME_HOUR, vendorStoreId, { cover: false }, account);
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return [fault('vendorStoreId', 'cannot_be_reported_to', { why: error.message })];
  }
}
