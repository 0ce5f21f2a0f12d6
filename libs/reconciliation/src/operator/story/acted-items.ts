import type { CommandStoryView } from '#dispatch/operator/command-story.query.js';
import { flagParams } from '#domain/flag.js';
import type { TimelineKind } from '#domain/timeline-evidence.js';
import type { CorrectedView, DismissedView } from '#ledger/story/people-story.query.js';
import type { DiscrepancyStoryView } from './discrepancy-story.query.js';
import type { StoryNames } from './names.js';
import type { StoryItem } from './story-item.js';

/** What is not given is no evidence. */
const given = (evidence: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(evidence).filter(([, value]) => value !== null));

export function correctedItem(row: CorrectedView, names: StoryNames): StoryItem {
  const { at, isWithdrawal, correctionId, legId, saleFen, totalFen, paidFen, paidAt, by, because } = row;
  const stated = given({ saleFen, totalFen, paidFen, paidAt: paidAt?.toISOString() ?? null });
  return {
    at,
    kind: isWithdrawal ? 'correction_withdrawn' : 'corrected',
    evidence: { ...names.leg(legId), ...(isWithdrawal ? {} : stated), by, because },
    ids: { correctionId, legId },
  };
}

export function dismissedItem({ at, code, param, by }: DismissedView, names: StoryNames): StoryItem {
  const evidence = { code, params: flagParams(code, param), by: names.key(by) };
  return { at, kind: 'flag_dismissed', evidence, ids: {} };
}

/** What a person said of a command is a step as the calls to the till are. */
const DECIDING: ReadonlySet<string | null> = new Set(['request', 'release', 'resolve']);

export function commandItem(row: CommandStoryView, names: StoryNames): StoryItem {
  const { at, dispatchId, accountId, legId, command } = row;
  const { kind, evidence } = commandTold(row);
  return {
    at,
    kind,
    evidence: { command, account: names.account(accountId), ...evidence },
    ids: { dispatchId, accountId, legId },
  };
}

function commandTold(row: CommandStoryView): Pick<StoryItem, 'kind' | 'evidence'> {
  const { what, cause, generation, act, outcome, by, number, reason } = row;
  if (what === 'made') return { kind: 'command_made', evidence: { cause, generation } };
  if (what === 'stands')
    return { kind: STANDS[row.state], evidence: row.state === 'done' ? { number } : { reason } };
  if (!DECIDING.has(act)) return { kind: 'command_tried', evidence: { act, outcome } };
  const decision = row.decision ?? act;
  return { kind: 'command_decided', evidence: { by, decision, ...given({ number: row.given }) } };
}

const STANDS: Readonly<Record<CommandStoryView['state'], TimelineKind>> = {
  ...{ waiting: 'command_made', held: 'command_held', unknown: 'command_unknown' },
  ...{ done: 'command_done', failed: 'command_failed', withdrawn: 'command_withdrawn' },
};

export function discrepancyItem(row: DiscrepancyStoryView): StoryItem {
  const { at, rule, discrepancyId, repairId, textId } = row;
  const kind = kindOf(row);
  const extra = EXTRA[kind]?.map((name) => [name, row[name]] as const) ?? [];
  return {
    at,
    kind,
    evidence: { ...row.evidence, rule, ...Object.fromEntries(extra) },
    ids: {
      discrepancyId,
      ...(repairId === null ? {} : { repairId }),
      ...(textId === null ? {} : { textId }),
    },
  };
}

function kindOf({ kind, by }: DiscrepancyStoryView): TimelineKind {
  if (kind === 'reopened' && by !== null) return 'discrepancy_taken_back';
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : 'discrepancy_updated';
}

const KINDS = {
  opened: 'discrepancy_opened',
  reopened: 'discrepancy_reopened',
  updated: 'discrepancy_updated',
  closed: 'discrepancy_closed',
  dismissed: 'discrepancy_dismissed',
  accepted: 'discrepancy_accepted',
  assigned: 'discrepancy_assigned',
  commented: 'discrepancy_commented',
  repair_planned: 'repair_planned',
  repair_approved: 'repair_approved',
  repair_begun: 'repair_begun',
  repair_done: 'repair_done',
  repair_failed: 'repair_failed',
  repair_not_done: 'repair_not_done',
  repair_dismissed: 'repair_dismissed',
  repair_verified: 'repair_verified',
} as const satisfies Readonly<Record<string, TimelineKind>>;

type Extra = keyof DiscrepancyStoryView &
  ('by' | 'note' | 'closedBy' | 'assignee' | 'repair' | 'ended' | 'message' | 'verified');
const EXTRA: Partial<Readonly<Record<TimelineKind, readonly Extra[]>>> = {
  discrepancy_closed: ['closedBy'],
  discrepancy_dismissed: ['by', 'note'],
  discrepancy_accepted: ['by', 'note'],
  discrepancy_assigned: ['by', 'assignee', 'note'],
  discrepancy_commented: ['by', 'note'],
  discrepancy_taken_back: ['by', 'note'],
  repair_planned: ['repair'],
  repair_approved: ['repair', 'by', 'note'],
  repair_begun: ['repair'],
  repair_done: ['repair'],
  repair_failed: ['repair', 'message'],
  repair_not_done: ['repair', 'ended'],
  repair_dismissed: ['repair', 'ended', 'by', 'note'],
  repair_verified: ['repair', 'verified'],
};
