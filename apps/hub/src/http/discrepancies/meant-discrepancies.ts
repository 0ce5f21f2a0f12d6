import type { z } from 'zod';
import { ConflictError } from '#accounts/account-errors.js';
import {
  type discrepancyIds,
  MOST_DECIDED,
  MOST_DECIDED_OF_INCIDENT,
} from '#admin-contract/discrepancy-decision.js';
import { DomainError } from '#domain/domain-error.js';
import type { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import { toDiscrepancyFilter } from './discrepancy.contract.js';

type Meant = z.output<typeof discrepancyIds>;

/** @throws DomainError where there are more than can be meant at once; ConflictError where they are others than were seen */
export async function meantIds(
  discrepancies: DiscrepancyQuery,
  { ids: given, filter, count }: Meant,
): Promise<readonly string[]> {
  const ids = given ?? (await idsOf(discrepancies, filter ?? {}));
  if (count !== undefined && count !== ids.length)
    throw new ConflictError(`there are ${String(ids.length)} by now: look at the list again`, 'count');
  return ids;
}

async function idsOf(discrepancies: DiscrepancyQuery, filter: NonNullable<Meant['filter']>) {
  const isOfIncident = filter.incidentId !== undefined && filter.incidentId !== 'none';
  const most = isOfIncident ? MOST_DECIDED_OF_INCIDENT : MOST_DECIDED;
  const ids = await discrepancies.ids(
    toDiscrepancyFilter({ ...filter, state: filter.state ?? 'open' }),
    most + 1,
  );
  if (ids.length <= most) return ids;
  throw new DomainError(`more than ${String(most)} are meant: narrow the filter`, 'filter');
}
