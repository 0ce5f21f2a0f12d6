import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import type { ReadyEnv } from './ready-env.js';

/** When hours are derived, reported and reported again, as the environment has it. */
export const reportingSettings = ({
  reportGraceMs: graceMs,
  reportHoldMs: holdMs,
  reportLeaseMs: leaseMs,
  restate,
}: ReadyEnv) => ({
  ...DEFAULT_REPORTING_SETTINGS,
  ...{ graceMs, holdMs, leaseMs },
  writeWithinMs: Math.min(DEFAULT_REPORTING_SETTINGS.writeWithinMs, leaseMs / 2),
  restate: { ...DEFAULT_REPORTING_SETTINGS.restate, ...restate },
});
