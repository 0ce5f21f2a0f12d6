import { ConflictError } from '#accounts/account-errors.js';
import type { BulkAct } from '#bulk/bulk-act.js';
import type { RepairKind } from '#domain/repair.js';
import { assertApprovable } from '#reconciliation/brake/approvable.js';
import type { Judgement } from '#reconciliation/keep/decision-rule.js';
import type { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import type { RepairsService } from '#reconciliation/operator/repairs.service.js';
import { refusal } from '#domain/refusal.js';

/** They ask nothing of anybody. */
const JUDGEMENTS_PER_MINUTE = 6_000;
/** Each has every vendor of its order asked anew. */
const APPROVALS_PER_MINUTE = 600;

/** As one judgement of a person stands in the audit. */
const JUDGED = {
  dismiss: 'discrepancy.dismissed',
  accept: 'discrepancy.accepted',
  reopen: 'discrepancy.reopened',
} as const;

export const judgements = (decisions: DecisionsService, decision: Judgement): BulkAct => ({
  perMinute: JUDGEMENTS_PER_MINUTE,
  audited: [JUDGED[decision], 'discrepancy'],
  do: (sql, { target }, { by, reason }) =>
    decisions.decideOn(sql, target, { decision, assignee: null, reason, by }),
});

export const approvals = (repairs: RepairsService): BulkAct => ({
  perMinute: APPROVALS_PER_MINUTE,
  audited: ['repair.approved', 'discrepancy'],
  mayStart: (sql, { total, reason }) => assertApprovable(sql, { count: total, reason }),
  do: async (sql, { target }, { asked, by, reason, total }) => {
    // A stop that somebody has made meanwhile is not named by the reason.
    await assertApprovable(sql, { count: total, reason });
    const { repair } = asked as { readonly repair: RepairKind };
    const { isNew } = await repairs.approveOn(sql, target, { meant: { kind: repair }, reason, by });
    if (!isNew) throw new ConflictError(refusal('approved_already'));
  },
});
