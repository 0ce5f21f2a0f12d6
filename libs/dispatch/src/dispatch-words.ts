import type { FaultCode } from '#connectors-core/connector-error.js';
import { shortMessage } from '#connectors-core/fault.js';
import type { PlaceObstacle } from '#connectors-core/order-sink.js';
import type { FulfilmentState } from '#domain/order-status.js';

export const DISPATCH_KINDS = ['place', 'ship', 'complete', 'cancel'] as const;
export type DispatchKind = (typeof DISPATCH_KINDS)[number];
/** What is done to an order that is at the till already. */
export type MoveKind = Exclude<DispatchKind, 'place'>;

/**
 * held: waits for a person or a mapping · waiting: to be sent · unknown: something may have been sent ·
 * done · failed: refused, and not tried again · withdrawn: no longer wanted, and not at the till as far as we know.
 */
export const DISPATCH_STATES = ['held', 'waiting', 'unknown', 'done', 'failed', 'withdrawn'] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** Somebody asked for it, alone or by approving a repair: it is sent whatever its age and the account's flags. */
export type AskedCause = 'operator' | 'repair';
/** Why it was made. */
export const DISPATCH_CAUSES = ['rule', 'copy', 'operator', 'repair'] as const;
export type DispatchCause = (typeof DISPATCH_CAUSES)[number];

export const isAskedFor = (cause: DispatchCause): cause is AskedCause =>
  cause === 'operator' || cause === 'repair';

/** Why a command is held. */
export type HoldCode =
  | 'too_old'
  | 'reopened'
  | 'cancelled_at_till'
  | 'unknown_word'
  | 'unmapped_item'
  | 'maybe_placed'
  | 'not_taken'
  | 'switched_off'
  | 'not_bound'
  | PlaceObstacle;

/** Why a command is not to be sent, or not any more. */
export const END_CODES = [
  ...(['taken_back', 'not_wanted', 'at_a_till', 'placed_otherwise', 'order_moved', 'linked_anew'] as const),
  ...(['order_unpaid', 'order_refunded', 'order_cancelled', 'order_completed'] as const),
] as const;

/** The timeline of an order has words for these in both languages. */
type ShownCode = HoldCode | (typeof END_CODES)[number] | `till_${FulfilmentState}` | FaultCode | 'paused';

/** What people read beside the state; codes are stable, messages hold no secrets and no person. */
export interface Shown {
  readonly code: string;
  readonly message: string;
}

export const shown = (code: ShownCode, message: string): Shown => ({
  code,
  message: shortMessage(message),
});

/** A person has ended it: no rule takes it up again. */
export const TAKEN_BACK: Shown = shown('taken_back', 'a person has said that it is not to be sent any more');

export const held = (code: HoldCode, message: string): Shown => shown(code, message);
