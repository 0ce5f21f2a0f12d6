import { ConnectorError } from '#connectors-core/connector-error.js';
import { type Fault, faultOf, pauseAfter, shortMessage } from '#connectors-core/fault.js';
import { pauseBeforeRetry } from '#connectors-core/retry-pause.js';
import { isDatabaseAway } from '#database/database-away.js';
import { isImpossibleValue } from '#database/refused-value.js';
import type { ClaimedDelivery, DeliverySettlement } from './claim.store.js';
import type { DeliveryErrorCode } from './delivery-error.js';

/** A push may run ahead of what the vendor's own query shows; after this long it is shown as failed. */
export const NOT_FOUND_RETRIED_MS = 30 * 60_000;

/** Our own database could not do it just now: nothing was tried. A vendor's connection that breaks is another thing. */
export const isLater = (error: unknown): boolean =>
  !(error instanceof ConnectorError) && isDatabaseAway(error);

/**
 * Why what a vendor said could not be recorded. A value that no column holds (an amount of forty digits) is an answer
 * that nobody can read: the vendor is to blame, and its account shows it.
 */
export const recordingFault = (error: unknown): Fault =>
  isImpossibleValue(error) ? IMPOSSIBLE : faultOf(error, 'internal');

const IMPOSSIBLE: Fault = {
  code: 'invalid_response',
  vendorCode: null,
  message: 'a number or text of the order is none that can be kept: the log says which',
  retryAfterMs: 0,
};

/** How a delivery that could not be worked off goes on. Pure: `now` and `random` (0 ≤ r < 1) are given. */
export function settleFailure(
  delivery: ClaimedDelivery,
  error: unknown,
  now: Date,
  random: () => number,
): DeliverySettlement {
  const fault = recordingFault(error);
  const pause = pauseAfter(fault, delivery.attempts, random);
  const dueAt = new Date(now.getTime() + (pause ?? 0));
  return settled(delivery, pause === null ? 'failed' : 'pending', fault.code, fault.message, dueAt);
}

/**
 * "Not found" for a number that a push named is believed only after half an hour. One that no listing showed either is
 * asked for once more by then, and not in between.
 */
export function settleNotFound(
  delivery: ClaimedDelivery,
  message: string,
  now: Date,
  random: () => number,
): DeliverySettlement {
  const believedAt = new Date(delivery.received_at.getTime() + NOT_FOUND_RETRIED_MS);
  const pause = pauseBeforeRetry('invalid_response', delivery.attempts, random);
  const state = now < believedAt ? 'pending' : 'failed';
  const dueAt = delivery.listing === null ? new Date(now.getTime() + pause) : believedAt;
  return settled(delivery, state, 'not_found', message, dueAt);
}

export const settleDone = (delivery: ClaimedDelivery, now: Date): DeliverySettlement => ({
  id: delivery.id,
  lease_holder: delivery.lease_holder,
  received_at: delivery.received_at,
  state: 'done',
  due_at: now,
  error_code: null,
  error_message: null,
});

const settled = (
  { id, lease_holder, received_at }: ClaimedDelivery,
  state: DeliverySettlement['state'],
  error_code: DeliveryErrorCode,
  message: string,
  due_at: Date,
): DeliverySettlement => ({
  id,
  lease_holder,
  received_at,
  state,
  due_at,
  error_code,
  error_message: shortMessage(message),
});
