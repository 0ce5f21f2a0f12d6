import { FAULT_CODES } from '#connectors-core/connector-error.js';
import { shortMessage } from '#connectors-core/fault.js';
import { PLACE_OBSTACLES } from '#connectors-core/order-sink.js';
import { FULFILMENT_STATES } from '#domain/order-status.js';

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
export const HOLD_CODES = [
  ...(['too_old', 'reopened', 'cancelled_at_till', 'unknown_word', 'unmapped_item'] as const),
  ...(['maybe_placed', 'not_taken', 'switched_off', 'not_bound'] as const),
  ...PLACE_OBSTACLES,
] as const;
export type HoldCode = (typeof HOLD_CODES)[number];

/** Why a command is not to be sent, or not any more. */
export const END_CODES = [
  ...(['taken_back', 'not_wanted', 'at_a_till', 'placed_otherwise', 'order_moved', 'linked_anew'] as const),
  ...(['order_unpaid', 'order_refunded', 'order_cancelled', 'order_completed'] as const),
] as const;

/** What a till's order may have come to instead of what a command wants. */
export type TillEnd = 'completed' | 'cancelled';

/** Every code that is shown beside a command's state. The admin contract has words for them in both languages. */
export const SHOWN_CODES = [
  ...HOLD_CODES,
  ...END_CODES,
  ...(['till_completed', 'till_cancelled'] as const satisfies readonly `till_${TillEnd}`[]),
  ...FAULT_CODES,
  'paused',
] as const;
export type ShownCode = (typeof SHOWN_CODES)[number];

/** What is done about a command: by it at its till, or by a person. */
export const ATTEMPT_STEPS = [
  ...DISPATCH_KINDS,
  ...(['find', 'read', 'request', 'release', 'resolve'] as const),
] as const;
export type AttemptStep = (typeof ATTEMPT_STEPS)[number];

/** How a step ended: also a state that was read, or that a person's word has led to, or an error code. */
export const STEP_OUTCOMES = [
  ...(['done', 'absent', 'found', 'not_sent', 'not_found'] as const),
  ...FULFILMENT_STATES,
  ...DISPATCH_STATES,
  ...FAULT_CODES,
] as const;

/** What people read beside the state; codes are stable, messages hold no secrets and no person. */
export interface Shown {
  readonly code: ShownCode;
  readonly message: string;
}

export const shown = (code: ShownCode, message: string): Shown => ({
  code,
  message: shortMessage(message),
});

/** A person has ended it: no rule takes it up again. */
export const TAKEN_BACK: Shown = shown('taken_back', 'a person has said that it is not to be sent any more');

export const held = (code: HoldCode, message: string): Shown => shown(code, message);
