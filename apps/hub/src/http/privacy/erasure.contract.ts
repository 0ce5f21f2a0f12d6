import type { BulkView } from '#bulk/bulks.query.js';
import { ConflictError } from '#accounts/account-errors.js';
import type { ErasureCounts } from '#domain/erased-leg.js';
import { refusal } from '#domain/refusal.js';
import { ERASE } from '#privacy/erasures.service.js';

interface Asked {
  readonly by: 'phone' | 'order' | 'list';
  readonly orderId?: string;
}

/** @throws ConflictError for a bulk act that is none */
export function toErasure(view: BulkView, counts: ErasureCounts) {
  if (view.act !== ERASE) throw new ConflictError(refusal('is_no_erasure'), 'id');
  const { by, orderId = null } = view.asked as Asked;
  const { id, state, total: legs, done, failed, reason, plannedBy, startedBy } = view;
  const { createdAt, expiresAt, finishedAt } = view;
  return {
    ...{ id, state, by, orderId, legs, done, failed, reason, plannedBy, startedBy },
    ...{ createdAt, expiresAt, finishedAt },
    counts: toCounts(counts),
  };
}

const toCounts = (counts: ErasureCounts) => ({
  contacts: counts.contacts ?? 0,
  deliveries: counts.deliveries ?? 0,
  payloadsBlanked: counts.payloads_blanked ?? 0,
  payloadsRemoved: counts.payloads_removed ?? 0,
  requests: counts.requests ?? 0,
  texts: counts.texts ?? 0,
});
