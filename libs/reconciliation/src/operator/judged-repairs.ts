import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import type { Approval } from '../mend/approve-rule.js';
import type { OfferingDiscrepancy } from '../mend/offering.store.js';
import type { NewRepair } from '../mend/repairs.store.js';

/** What a person wants done about a discrepancy, and what follows from it. */
export interface JudgedRepair {
  readonly discrepancy: OfferingDiscrepancy;
  readonly approval: Approval;
}

/** Who wants it. */
export interface Asking {
  readonly name: string;
  /** What that one wrote. */
  readonly textId: string | null;
  readonly now: Date;
}

/** The repair that is to be made; none where there is one, or none is to be. It is approved by whoever asks. */
export function newRepairs(
  { discrepancy, approval }: JudgedRepair,
  { name, textId }: Asking,
  id: string,
): NewRepair[] {
  if (approval.is !== 'make') return [];
  const { id: discrepancyId, rule, fingerprint, orderId, storeId, hourStart } = discrepancy;
  const by = { byPolicy: false, askedBy: name, approvedBy: name, textId };
  const about = { discrepancyId, rule, fingerprint, orderId, storeId, hourStart };
  return [{ id, ...about, ...approval.offer, ...by }];
}

/** @throws ConflictError, DomainError naming the field, where it is refused */
export function refuseRefused(approval: Approval): void {
  if (approval.is !== 'refused') return;
  if (approval.field !== undefined) throw new DomainError(approval.why, approval.field);
  throw new ConflictError(approval.why);
}
