import type { LogEvent } from '#domain/log.js';
import type { ClaimedDelivery, DeliverySettlement } from './claim.store.js';

/** What else is to be told of a delivery. */
interface Besides {
  /** By whose numbers its orders are named, though there is no such account. */
  readonly unknownAccounts?: readonly string[];
  readonly error?: unknown;
}

/** The log's one line of a delivery that was worked off, or has to be tried again. */
export const deliveryLine = (
  delivery: ClaimedDelivery,
  settlement: DeliverySettlement,
  { unknownAccounts = [], error }: Besides = {},
): LogEvent => ({
  event: 'delivery',
  level: settlement.state === 'done' && unknownAccounts.length === 0 ? 'info' : 'warn',
  outcome: settlement.state,
  connector: delivery.connector,
  accountId: delivery.account_id,
  deliveryId: delivery.id,
  ms: undefined,
  attempts: delivery.attempts,
  ...(settlement.error_code === null ? {} : { code: settlement.error_code, dueAt: settlement.due_at }),
  ...(unknownAccounts.length === 0 ? {} : { unknownAccounts }),
  ...(error === undefined ? {} : { error }),
});

/** The database could not take it just now: it is to be tried again as if it had not been. */
export const laterLine = (delivery: ClaimedDelivery, dueAt: Date, error: unknown): LogEvent => ({
  event: 'delivery',
  level: 'warn',
  outcome: 'later',
  connector: delivery.connector,
  accountId: delivery.account_id,
  deliveryId: delivery.id,
  ms: undefined,
  dueAt,
  error,
});
