import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import type { DiscrepancyView } from '#reconciliation/operator/discrepancy-view.mapping.js';

export const toDiscrepancyResponse = <View extends DiscrepancyView>(view: View) => ({
  ...view,
  repairs: [...view.repairs],
  text: discrepancyText(view.rule, view.evidence),
});
