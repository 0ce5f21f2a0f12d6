const WHO = ['account', 'number'] as const;
const COMMAND = ['command', 'account'] as const;
const FACTS = [
  ...['placedAt', 'payment', 'paidAt', 'paidFen', 'fulfilment', 'completedAt', 'afterSale', 'refundedFen'],
  ...['saleFen', 'totalFen', 'lines', 'service', 'contact'],
] as const;
const HOUR = ['hourAt', 'byFen', 'orders', 'refundFen', 'why', 'store'] as const;

/**
 * What an order's timeline is made of: each kind of thing that happened, and what its evidence may hold by name. Its
 * text in the admin contract names nothing else, but for `facts` (each of {@link TIMELINE_FACTS} that is there),
 * `changes` and `sentence` (what a rule found or a flag says). Money in names that end in `Fen`, as digits; instants in
 * names that end in `At`, in ISO 8601.
 */
export const TIMELINE_EVIDENCE = {
  entries_gone: ['beforeAt'],
  stated: [...WHO, 'asOfAt', ...FACTS],
  stated_late: [...WHO, 'asOfAt', ...FACTS],
  linked: [...WHO, 'link'],
  unlinked: [...WHO, 'link'],
  linked_by_person: [...WHO, 'by', 'because'],
  unlinked_by_person: [...WHO, 'by', 'because'],
  corrected: [...WHO, 'saleFen', 'totalFen', 'paidFen', 'paidAt', 'by', 'because'],
  correction_withdrawn: [...WHO, 'by', 'because'],
  hour_counted: HOUR,
  hour_left: HOUR,
  hour_changed: HOUR,
  hour_refunded: HOUR,
  hour_parts_changed: HOUR,
  hour_moved: ['fromAt', 'fromStore', 'toAt', 'toStore', 'byFen', 'why'],
  hours_changed: ['changes', 'why'],
  flag_dismissed: ['code', 'params', 'by'],
  command_made: [...COMMAND, 'cause', 'generation'],
  command_tried: [...COMMAND, 'act', 'outcome'],
  command_decided: [...COMMAND, 'by', 'decision', 'number'],
  command_done: [...COMMAND, 'number'],
  command_held: [...COMMAND, 'reason'],
  command_failed: [...COMMAND, 'reason'],
  command_withdrawn: [...COMMAND, 'reason'],
  command_unknown: [...COMMAND, 'reason'],
  discrepancy_opened: ['rule'],
  discrepancy_reopened: ['rule'],
  discrepancy_updated: ['rule'],
  discrepancy_closed: ['rule', 'closedBy'],
  discrepancy_dismissed: ['rule', 'by', 'note'],
  discrepancy_accepted: ['rule', 'by', 'note'],
  discrepancy_assigned: ['rule', 'by', 'assignee', 'note'],
  discrepancy_commented: ['rule', 'by', 'note'],
  discrepancy_taken_back: ['rule', 'by', 'note'],
  repair_planned: ['rule', 'repair'],
  repair_approved: ['rule', 'repair', 'by', 'note'],
  repair_begun: ['rule', 'repair'],
  repair_done: ['rule', 'repair'],
  repair_failed: ['rule', 'repair', 'message'],
  repair_not_done: ['rule', 'repair', 'ended'],
  repair_dismissed: ['rule', 'repair', 'ended', 'by', 'note'],
  repair_verified: ['rule', 'repair', 'verified'],
  hour_derived: ['hourAt', 'store', 'revision', 'byFen', 'totalFen', 'orders'],
  hour_reported: ['hourAt', 'store', 'revision', 'account', 'report', 'cover'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TimelineKind = keyof typeof TIMELINE_EVIDENCE;

/** Facts of an order that are told one beside the other, in this order, where the evidence has them. */
export const TIMELINE_FACTS: readonly string[] = FACTS;
