import type { z } from 'zod';
import type { newBulk } from '#admin-contract/bulk.js';
import type { Statement } from '#database/sql.js';
import { chosenDispatches } from '#dispatch/operator/chosen-dispatches.query.js';
import { chosenDeliveries } from '#intake/chosen-deliveries.query.js';
import { chosenDiscrepancies } from '#reconciliation/operator/chosen-discrepancies.query.js';
import { chosenHours, namedHours } from '#reporting/operator/chosen-hours.query.js';
import { hourOf } from '../../bulk/hour-acts.js';
import { toDiscrepancyFilter } from '../discrepancies/discrepancy.contract.js';

type NewBulk = z.output<typeof newBulk>;

/** What is meant: by a filter, with the states that it stands for where it names none, or by ids. */
export interface Chosen {
  readonly filter: Readonly<Record<string, unknown>> | undefined;
  readonly selection: Statement;
}

/** Which things an act is about. */
export function chosenOf(body: NewBulk): Chosen {
  switch (body.act) {
    case 'replay': {
      const filter = inStates(body.filter, ['failed']);
      return { filter, selection: chosenDeliveries({ ...filter, ids: body.ids }) };
    }
    case 'release':
    case 'resolve': {
      const filter = inStates(body.filter, isAbsent(body) ? ['held', 'unknown'] : ['held', 'failed']);
      return { filter, selection: chosenDispatches({ ...filter, ids: body.ids }) };
    }
    case 'dismiss':
    case 'accept':
    case 'reopen':
    case 'approve':
      return discrepanciesOf(body);
    case 'submit': {
      const filter = inStates(body.filter, ['failed', 'hole', 'differs']);
      const selection =
        body.ids === undefined ? chosenHours({ ...filter }) : namedHours(body.ids.map(hourOf));
      return { filter, selection };
    }
  }
}

type Discrepancies = Extract<NewBulk, { act: 'dismiss' | 'accept' | 'reopen' | 'approve' }>;

function discrepanciesOf(body: Discrepancies): Chosen {
  const filter = inStates(body.filter, body.act === 'reopen' ? ['dismissed', 'accepted'] : ['open']);
  if (filter === undefined) return { filter, selection: chosenDiscrepancies({ ids: body.ids }) };
  const offers = body.act === 'approve' ? body.repair : undefined;
  return { filter, selection: chosenDiscrepancies({ ...toDiscrepancyFilter(filter), offers }) };
}

/** Whatever is not at the till was sent, or may be there. */
const isAbsent = (body: NewBulk): boolean => body.act === 'resolve' && body.outcome === 'absent';

/** @param otherwise the states that are meant where the filter names none */
const inStates = <Filter extends { readonly state?: readonly string[] | undefined }>(
  filter: Filter | undefined,
  otherwise: NonNullable<Filter['state']>,
): Filter | undefined => filter && { ...filter, state: filter.state ?? otherwise };
