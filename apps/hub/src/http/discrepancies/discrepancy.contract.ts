import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { closedByText } from '#admin-contract/discrepancy-words.js';
import type { DiscrepancyView } from '#reconciliation/operator/discrepancy-view.mapping.js';

export const toDiscrepancyResponse = <View extends DiscrepancyView>(view: View) => ({
  ...view,
  repairs: [...view.repairs],
  text: discrepancyText(view.rule, view.evidence),
  closedBy: view.closedBy === null ? null : { code: view.closedBy, ...closedByText(view.closedBy) },
});

interface Narrowed {
  readonly assignee?: string | undefined;
  readonly incidentId?: string | undefined;
}

/** `none` asks for those that nobody is assigned to, and for those of no incident. */
export const toDiscrepancyFilter = <Filter extends Narrowed>(filter: Filter) => ({
  ...filter,
  assignee: orNone(filter.assignee),
  incidentId: orNone(filter.incidentId),
});

const orNone = (value: string | undefined) => (value === 'none' ? null : value);
