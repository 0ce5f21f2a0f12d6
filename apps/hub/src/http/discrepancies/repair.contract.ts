import { repairWhyText } from '#admin-contract/repair-words.js';
import type { HourSides, Shown, Side } from '#reconciliation/mend/sides.js';
import type { RepairView } from '#reconciliation/operator/repairs.query.js';

export const toRepairResponse = (view: RepairView) => ({
  ...view,
  before: toShown(view.before),
  after: toShown(view.after),
  whyText: view.why === null ? null : repairWhyText(view.why),
});

function toShown(shown: Shown | null) {
  if (shown === null) return null;
  return 'hour' in shown ? { hour: toHour(shown.hour) } : { sides: shown.sides.map(toSide) };
}

const toFen = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

const toSide = ({ saleFen, confirmedAt, ...side }: Side) => ({
  ...side,
  saleFen: toFen(saleFen),
  confirmedAt: confirmedAt === null ? null : new Date(confirmedAt),
});

const toHour = ({ ledgerFen, reportedFen, ...hour }: HourSides) => ({
  ...hour,
  ledgerFen: BigInt(ledgerFen),
  reportedFen: toFen(reportedFen),
});
