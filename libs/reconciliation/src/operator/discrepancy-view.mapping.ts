import type { Prisma } from '#database/generated/client.js';
import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { Evidence, RepairOffer } from '../compare/difference.js';
import type { DiscrepancyState } from '../keep/keep-rule.js';
import { LIVE_STATES, type RepairState } from '../mend/repair.js';
import type { RepairKind } from '#domain/repair.js';

/** A repair as its discrepancy shows it. */
export interface LiveRepair {
  readonly id: string;
  readonly kind: RepairKind;
  readonly state: RepairState;
  readonly why: string | null;
}

/** A discrepancy as people see it. */
export interface DiscrepancyView {
  readonly id: string;
  readonly rule: RuleCode;
  readonly state: DiscrepancyState;
  readonly severity: Severity;
  readonly orderId: string | null;
  readonly storeId: string | null;
  /** The account that would have to move. */
  readonly accountId: string | null;
  readonly hourStart: Date | null;
  readonly evidence: Evidence;
  readonly repairs: readonly RepairOffer[];
  /** What is being done about it, and has not ended. */
  readonly repair: LiveRepair | null;
  readonly since: Date;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly timesOpened: number;
  readonly assignee: string | null;
  /** Null: of none. */
  readonly incidentId: string | null;
}

/** What happened to a discrepancy. */
export interface DiscrepancyEventView {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  /** Null: the hub itself. */
  readonly actor: string | null;
  readonly textId: string | null;
  /** What a person wrote; null where nothing was written, or it was erased. */
  readonly text: string | null;
  readonly isErased: boolean;
  readonly detail: unknown;
}

export interface DiscrepancyDetailView extends DiscrepancyView {
  /** The oldest first. */
  readonly history: readonly DiscrepancyEventView[];
}

/** With its repair that has not ended: the database keeps one at most. */
export const WITH_REPAIR = {
  repairRows: {
    where: { state: { in: [...LIVE_STATES] } },
    select: { id: true, kind: true, state: true, why: true },
  },
} satisfies Prisma.DiscrepancyInclude;

export type DiscrepancyRow = Prisma.DiscrepancyGetPayload<{ include: typeof WITH_REPAIR }>;

export function toDiscrepancyView(row: DiscrepancyRow): DiscrepancyView {
  const {
    subject: _subject,
    key: _key,
    fingerprint: _print,
    judged: _judged,
    repairRows: [live],
    lastOpenedAt: _last,
    ...shown
  } = row;
  return {
    ...shown,
    rule: row.rule as RuleCode,
    state: row.state as DiscrepancyState,
    severity: row.severity as Severity,
    evidence: row.evidence as Evidence,
    repairs: row.repairs as unknown as readonly RepairOffer[],
    repair: live === undefined ? null : (live as LiveRepair),
  };
}
