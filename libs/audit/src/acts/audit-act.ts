/** What can be done, by a person or a key, and what is refused: one word each. Both their texts stand in the contract. */
export const AUDIT_ACTS = [
  ...(['account.made', 'account.changed', 'account.value_mapped', 'account.cover_confirmed'] as const),
  ...(['account.webhook_renewed', 'account.old_webhook_ended'] as const),
  ...([
    'account.push_registered',
    'products.saved',
    'products.removed',
    'binding.made',
    'binding.ended',
  ] as const),
  ...(['store.made', 'store.changed', 'rule_set.stated'] as const),
  ...(['order.revealed', 'order.corrected', 'order.correction_withdrawn', 'order.flag_dismissed'] as const),
  ...(['order.linked', 'link.undone', 'link.reason_erased'] as const),
  ...(['suggestion.accepted', 'suggestion.dismissed', 'suggestion.reason_erased'] as const),
  ...(['delivery.dismissed', 'delivery.replayed', 'delivery.resolved'] as const),
  ...(['dispatch.requested', 'dispatch.released', 'dispatch.resolved', 'dispatch.undone'] as const),
  ...([
    'discrepancies.decided',
    'discrepancy.dismissed',
    'discrepancy.accepted',
    'discrepancy.reopened',
  ] as const),
  ...(['discrepancy.assigned', 'discrepancy.commented', 'discrepancy.text_erased'] as const),
  ...(['repairs.approved', 'repair.approved', 'repair.planned', 'repair.dismissed'] as const),
  ...(['brake.started', 'brake.stopped', 'run.begun', 'backfill.begun', 'unread_row.dismissed'] as const),
  ...(['job.paused', 'job.resumed', 'job.cancelled', 'submissions.requested'] as const),
  ...(['bulk.planned', 'bulk.begun', 'bulk.cancelled'] as const),
  ...(['erasure.planned', 'erasure.begun', 'person.erased', 'person.exported', 'retention.changed'] as const),
  ...(['alarm.acknowledged', 'alarm.text_erased', 'alarm_address.made', 'alarm_address.changed'] as const),
  ...(['alarm_address.deleted', 'alarm_address.tested', 'key.made', 'key.revoked'] as const),
  ...(['user.made', 'user.changed', 'user.link_made', 'user.made_on_host'] as const),
  ...(['password.set', 'password.changed'] as const),
  ...(['session.begun', 'session.ended', 'sign_in.failed', 'key.failed', 'access.refused'] as const),
  ...(['audit.exported', 'audit.reason_erased', 'audit.month_dropped'] as const),
] as const;

export type AuditAct = (typeof AUDIT_ACTS)[number];

/** What an act can be about. */
export const AUDIT_SUBJECTS = [
  ...(['account', 'binding', 'store', 'rule_set', 'order', 'correction', 'link', 'suggestion'] as const),
  ...([
    'delivery',
    'dispatch',
    'discrepancy',
    'text',
    'repair',
    'brake',
    'run',
    'job',
    'row',
    'bulk',
  ] as const),
  ...([
    'alarm',
    'alarm_address',
    'key',
    'session',
    'audit_entry',
    'month',
    'route',
    'hour',
    'leg',
    'user',
  ] as const),
] as const;

export type AuditSubjectKind = (typeof AUDIT_SUBJECTS)[number];
