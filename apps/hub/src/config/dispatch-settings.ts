import { DEFAULT_DISPATCH_SETTINGS } from '#dispatch/dispatch-settings.js';
import type { ReadyEnv } from './ready-env.js';

/** Reading the answer and settling it come on top of the transport's own deadline. */
const ATTEMPT_ROOM_MS = 2_000;

/** Its leases and deadlines, as the environment bounds them. */
export const dispatchSettings = ({ dispatchLeaseMs, answerDeadlineMs }: ReadyEnv) => ({
  ...DEFAULT_DISPATCH_SETTINGS,
  leaseMs: dispatchLeaseMs,
  writeWithinMs: Math.min(DEFAULT_DISPATCH_SETTINGS.writeWithinMs, dispatchLeaseMs),
  attemptDeadlineMs: answerDeadlineMs + ATTEMPT_ROOM_MS,
});
