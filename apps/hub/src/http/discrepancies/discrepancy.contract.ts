import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { closedByText } from '#admin-contract/discrepancy-words.js';
import type { DiscrepancyView } from '#reconciliation/operator/discrepancy-view.mapping.js';

export const toDiscrepancyResponse = <View extends DiscrepancyView>(view: View) => ({
  ...view,
  repairs: [...view.repairs],
  text: discrepancyText(view.rule, view.evidence),
  closedBy: view.closedBy === null ? null : { code: view.closedBy, ...closedByText(view.closedBy) },
});

/** `none` asks for those that nobody is assigned to. */
export const toDiscrepancyFilter = <Filter extends { readonly assignee?: string | undefined }>(
  filter: Filter,
) => ({
  ...filter,
  assignee: filter.assignee === 'none' ? null : filter.assignee,
});
