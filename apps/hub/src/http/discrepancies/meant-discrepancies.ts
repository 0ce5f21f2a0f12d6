import type { z } from 'zod';
import { ConflictError } from '#accounts/account-errors.js';
import {
  type discrepancyIds,
  MOST_DECIDED,
  MOST_DECIDED_OF_INCIDENT,
} from '#admin-contract/discrepancy-decision.js';
import type { StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import { toDiscrepancyFilter } from './discrepancy.contract.js';

type Meant = z.output<typeof discrepancyIds>;

/**
 * Of a filter what whoever asks sees; ids are taken as they are given.
 * @throws DomainError where there are more than can be meant at once; ConflictError where they are others than were seen
 */
export async function meantIds(
  discrepancies: DiscrepancyQuery,
  { ids: given, filter, count }: Meant,
  stores: StoreScope,
): Promise<readonly string[]> {
  const ids = given ?? (await idsOf(discrepancies, filter ?? {}, stores));
  if (count !== undefined && count !== ids.length)
    throw new ConflictError(refusal('more_by_now', { count: ids.length }), 'count');
  return ids;
}

async function idsOf(
  discrepancies: DiscrepancyQuery,
  filter: NonNullable<Meant['filter']>,
  stores: StoreScope,
) {
  const isOfIncident = filter.incidentId !== undefined && filter.incidentId !== 'none';
  const most = isOfIncident ? MOST_DECIDED_OF_INCIDENT : MOST_DECIDED;
  const ids = await discrepancies.ids(
    toDiscrepancyFilter({ ...filter, stores, state: filter.state ?? 'open' }),
    most + 1,
  );
  if (ids.length <= most) return ids;
  throw new DomainError(refusal('filter_means_too_many', { most }), 'filter');
}
