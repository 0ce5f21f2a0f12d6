import type { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { Claiming } from './claiming.js';
import { SubmissionSending } from './submission-sending.js';
import { Submitting } from './submitting.js';
import type { SubmittingParts } from './submitting-parts.js';

interface Opened extends Omit<SubmittingParts, 'leases' | 'random'> {
  readonly instance: Instance;
}

/** Submitting with its own leases. */
export function openSubmitting({ database, accounts, clock, instance, settings, log }: Opened): Submitting {
  const leases = new Leases(clock, instance, settings.leaseMs);
  const parts = { database, accounts, clock, leases, settings, log, random: Math.random };
  return new Submitting(parts, new Claiming(parts), new SubmissionSending(parts));
}
