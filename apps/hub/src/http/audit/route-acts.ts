import type { Route } from '#admin-contract/route-access.js';
import type { AuditAct, AuditSubjectKind } from '#audit/acts/audit-act.js';

/** What a route does that changes something, as it stands in the audit. */
export interface AuditedRoute {
  readonly act: AuditAct;
  /** What it is about, where the address says so: a kind, and which parameter is its id. */
  readonly subject?: { readonly kind: AuditSubjectKind; readonly param: string };
}

/** A route whose method is that of a change, and which changes nothing that people or keys are answerable for. */
export interface UnauditedRoute {
  readonly none: string;
}

/** A route that may change something. */
export type ChangingRoute = Extract<Route, `${'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`>;

const about = (act: AuditAct, kind: AuditSubjectKind, param = 'id'): AuditedRoute => ({
  act,
  subject: { kind, param },
});
const does = (act: AuditAct): AuditedRoute => ({ act });
const none = (why: string): UnauditedRoute => ({ none: why });

/**
 * Every route that is not a GET, with its act: one that has a row of access and none here does not compile. The row is written in the transaction
 * of the change, by the service that knows more of it (`audited`), or else by the first transaction that writes; a route that
 * is tried, and whose act is missing in the audit, fails `test/integration/http/audited-routes.spec.ts`.
 */
export const ROUTE_ACTS: Readonly<Record<ChangingRoute, AuditedRoute | UnauditedRoute>> = {
  'POST /api/v1/accounts': does('account.made'),
  'PATCH /api/v1/accounts/:id': about('account.changed', 'account'),
  'POST /api/v1/accounts/:id/test': none('asks the vendor one question that changes nothing'),
  'POST /api/v1/accounts/:accountId/webhook-address': about(
    'account.webhook_renewed',
    'account',
    'accountId',
  ),
  'DELETE /api/v1/accounts/:accountId/webhook-address/old': about(
    'account.old_webhook_ended',
    'account',
    'accountId',
  ),
  'POST /api/v1/accounts/:accountId/bindings': does('binding.made'),
  'DELETE /api/v1/accounts/:accountId/bindings/:id': about('binding.ended', 'binding'),
  'PUT /api/v1/accounts/:accountId/products': about('products.saved', 'account', 'accountId'),
  'PUT /api/v1/accounts/:accountId/products.csv': about('products.saved', 'account', 'accountId'),
  'DELETE /api/v1/accounts/:accountId/products': about('products.removed', 'account', 'accountId'),
  'PUT /api/v1/accounts/:accountId/push': about('account.push_registered', 'account', 'accountId'),
  'POST /api/v1/accounts/:accountId/unmapped-values/map': about(
    'account.value_mapped',
    'account',
    'accountId',
  ),
  'POST /api/v1/accounts/:accountId/confirm-cover': about('account.cover_confirmed', 'account', 'accountId'),
  'POST /api/v1/stores': does('store.made'),
  'PATCH /api/v1/stores/:id': about('store.changed', 'store'),
  'POST /api/v1/stores/:storeId/rule-sets': about('rule_set.stated', 'store', 'storeId'),
  'POST /api/v1/orders/search': none('finds orders by what must not stand in an address'),
  'POST /api/v1/orders/:orderId/reveal': about('order.revealed', 'order', 'orderId'),
  'POST /api/v1/orders/:id/attention/dismiss': about('order.flag_dismissed', 'order'),
  'POST /api/v1/orders/:orderId/corrections': about('order.corrected', 'order', 'orderId'),
  'POST /api/v1/orders/:orderId/corrections/:id/withdraw': about('order.correction_withdrawn', 'correction'),
  'POST /api/v1/orders/:orderId/links': about('order.linked', 'order', 'orderId'),
  'POST /api/v1/links/suggestions/:id/accept': about('suggestion.accepted', 'suggestion'),
  'POST /api/v1/links/suggestions/:id/dismiss': about('suggestion.dismissed', 'suggestion'),
  'DELETE /api/v1/links/suggestions/:id/reason': about('suggestion.reason_erased', 'suggestion'),
  'POST /api/v1/links/:id/undo': about('link.undone', 'link'),
  'DELETE /api/v1/links/acts/:id/reason': about('link.reason_erased', 'link'),
  'POST /api/v1/deliveries/:id/dismiss': about('delivery.dismissed', 'delivery'),
  'POST /api/v1/deliveries/:id/replay': about('delivery.replayed', 'delivery'),
  'POST /api/v1/deliveries/:id/resolve': about('delivery.resolved', 'delivery'),
  'POST /api/v1/dispatches': does('dispatch.requested'),
  'POST /api/v1/dispatches/:id/release': about('dispatch.released', 'dispatch'),
  'POST /api/v1/dispatches/:id/resolve': about('dispatch.resolved', 'dispatch'),
  'POST /api/v1/dispatches/:id/undo': about('dispatch.undone', 'dispatch'),
  'POST /api/v1/discrepancies/decide': does('discrepancies.decided'),
  'POST /api/v1/discrepancies/approve': does('repairs.approved'),
  'POST /api/v1/discrepancies/:id/dismiss': about('discrepancy.dismissed', 'discrepancy'),
  'POST /api/v1/discrepancies/:id/accept': about('discrepancy.accepted', 'discrepancy'),
  'POST /api/v1/discrepancies/:id/reopen': about('discrepancy.reopened', 'discrepancy'),
  'POST /api/v1/discrepancies/:id/assign': about('discrepancy.assigned', 'discrepancy'),
  'POST /api/v1/discrepancies/:id/comment': about('discrepancy.commented', 'discrepancy'),
  'POST /api/v1/discrepancies/:id/approve': about('repair.approved', 'discrepancy'),
  'POST /api/v1/discrepancies/:id/plan': about('repair.planned', 'discrepancy'),
  'DELETE /api/v1/discrepancies/texts/:id': about('discrepancy.text_erased', 'text'),
  'POST /api/v1/repairs/:id/dismiss': about('repair.dismissed', 'repair'),
  'POST /api/v1/brakes/:scope/start': about('brake.started', 'brake', 'scope'),
  'POST /api/v1/brakes/:scope/stop': about('brake.stopped', 'brake', 'scope'),
  'POST /api/v1/reconciliation/runs': does('run.begun'),
  'POST /api/v1/reconciliation/dry-runs': none('compares a few orders and keeps nothing'),
  'POST /api/v1/windows/unread/:id/dismiss': about('unread_row.dismissed', 'row'),
  'POST /api/v1/backfills': does('backfill.begun'),
  'POST /api/v1/jobs/:id/pause': about('job.paused', 'job'),
  'POST /api/v1/jobs/:id/resume': about('job.resumed', 'job'),
  'POST /api/v1/jobs/:id/cancel': about('job.cancelled', 'job'),
  'POST /api/v1/bulks': does('bulk.planned'),
  'POST /api/v1/bulks/:id/start': about('bulk.begun', 'bulk'),
  'POST /api/v1/bulks/:id/cancel': about('bulk.cancelled', 'bulk'),
  'POST /api/v1/privacy/erasures': does('erasure.planned'),
  'POST /api/v1/privacy/erasures/:id/start': about('erasure.begun', 'bulk'),
  'POST /api/v1/privacy/exports': does('person.exported'),
  'PATCH /api/v1/retention': does('retention.changed'),
  'POST /api/v1/submissions': does('submissions.requested'),
  'POST /api/v1/alarms/:id/acknowledge': about('alarm.acknowledged', 'alarm'),
  'DELETE /api/v1/alarms/texts/:id': about('alarm.text_erased', 'text'),
  'POST /api/v1/alarms/addresses': does('alarm_address.made'),
  'PATCH /api/v1/alarms/addresses/:id': about('alarm_address.changed', 'alarm_address'),
  'DELETE /api/v1/alarms/addresses/:id': about('alarm_address.deleted', 'alarm_address'),
  'POST /api/v1/alarms/addresses/:id/test': about('alarm_address.tested', 'alarm_address'),
  'POST /api/v1/api-keys': does('key.made'),
  'DELETE /api/v1/api-keys/:id': about('key.revoked', 'key'),
  'POST /api/v1/users': does('user.made'),
  'PATCH /api/v1/users/:id': about('user.changed', 'user'),
  'POST /api/v1/users/:id/link': about('user.link_made', 'user'),
  'PUT /api/v1/me/password': does('password.changed'),
  'POST /api/v1/passwords': does('password.set'),
  'POST /api/v1/passwords/look': none('shows whose a link is'),
  'POST /api/v1/session': does('session.begun'),
  'DELETE /api/v1/session': does('session.ended'),
  'DELETE /api/v1/sessions/:id': about('session.ended', 'session'),
  'DELETE /api/v1/audit/:id/reason': about('audit.reason_erased', 'audit_entry'),
};

/** @param address the route's own, with its parameters by name */
export function routeAct(method: string, address: string): AuditedRoute | UnauditedRoute | undefined {
  const route = `${method} ${address}`;
  return Object.hasOwn(ROUTE_ACTS, route) ? ROUTE_ACTS[route as ChangingRoute] : undefined;
}
