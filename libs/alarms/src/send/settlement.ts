import { ConnectorError } from '#connectors-core/connector-error.js';
import { faultOf, pauseAfter } from '#connectors-core/fault.js';
import type { ClaimedMessage, MessageSettlement } from './claim.store.js';

/** Nothing was sent for a reason of the hub's own: soon again. */
const UNTRIED_PAUSE_MS = 5_000;

export const SENT: MessageSettlement = {
  ...{ state: 'sent', dueAt: null, isUntried: false, errorCode: null, errorMessage: null },
};

/** As it was, until then. */
export const putOff = (dueAt: Date): MessageSettlement => ({
  ...{ state: 'waiting', dueAt, isUntried: true, errorCode: null, errorMessage: null },
});

/**
 * What follows from a try that failed: again later, by the table over error codes, until it is too old to matter.
 * @param giveUpAfterMs after the message was made
 */
export function settlementOf(
  error: unknown,
  { tries, createdAt }: Pick<ClaimedMessage, 'tries' | 'createdAt'>,
  now: Date,
  { giveUpAfterMs, random }: { readonly giveUpAfterMs: number; readonly random: () => number },
): MessageSettlement {
  const fault = faultOf(error, 'internal');
  if (error instanceof ConnectorError && error.notSent !== undefined)
    return putOff(new Date(now.getTime() + Math.max(UNTRIED_PAUSE_MS, fault.retryAfterMs)));
  const pauseMs = pauseAfter(fault, tries, random);
  const isOver = pauseMs === null || now.getTime() - createdAt.getTime() > giveUpAfterMs;
  return {
    state: isOver ? 'failed' : 'waiting',
    dueAt: isOver ? null : new Date(now.getTime() + pauseMs),
    isUntried: false,
    errorCode: fault.code,
    errorMessage: fault.message,
  };
}
