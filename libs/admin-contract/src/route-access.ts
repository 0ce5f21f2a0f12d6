import type { Role } from './role-words.js';

/**
 * What a key or a user for single stores meets: `free`, nothing of it is of a store; `kept`, it sees and changes what is of its
 * stores alone, and all else is not there: a list is without it, whatever store is asked for, and an id of it is not
 * found; `unseen`, it is refused.
 */
export type RouteScope = 'free' | 'kept' | 'unseen';

export interface RouteAccess {
  /** The least that may; `open`: nobody is asked who it is. */
  readonly role: Role | 'open';
  readonly scope: RouteScope;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const open: RouteAccess = { role: 'open', scope: 'free' };
const views = (scope: RouteScope): RouteAccess => ({ role: 'viewer', scope });
const operates = (scope: RouteScope): RouteAccess => ({ role: 'operator', scope });
const administers = (scope: RouteScope): RouteAccess => ({ role: 'admin', scope });

/**
 * Who may what, a row for each route of the hub: the guard asks it, the documentation shows it, the console hides by it,
 * and a test tries all of it. A route without a row answers nobody.
 */
export const ROUTE_ACCESS = {
  'GET /health/live': open,
  'GET /health/ready': open,
  'GET /metrics': open,
  'GET /schemas/storefront-order.json': open,

  'POST /api/v1/session': open,
  'DELETE /api/v1/session': views('free'),
  'GET /api/v1/me': views('free'),
  'GET /api/v1/events': views('kept'),
  'PUT /api/v1/me/password': views('free'),
  // Whoever opens a link that an admin has made is not signed in yet.
  'POST /api/v1/passwords': open,
  'POST /api/v1/passwords/look': open,
  // One's own; who administers sees and ends everybody's.
  'GET /api/v1/sessions': views('free'),
  'DELETE /api/v1/sessions/:id': views('free'),
  'GET /api/v1/users': administers('unseen'),
  'POST /api/v1/users': administers('unseen'),
  'GET /api/v1/users/:id': administers('unseen'),
  'PATCH /api/v1/users/:id': administers('unseen'),
  'POST /api/v1/users/:id/link': administers('unseen'),
  'GET /api/v1/api-keys': administers('unseen'),
  'POST /api/v1/api-keys': administers('unseen'),
  'DELETE /api/v1/api-keys/:id': administers('unseen'),

  'GET /api/v1/overview': views('kept'),
  'GET /api/v1/counts': views('kept'),
  'GET /api/v1/connectors': views('free'),
  'GET /api/v1/stores': views('kept'),
  'POST /api/v1/stores': administers('unseen'),
  'GET /api/v1/stores/:id': views('kept'),
  'PATCH /api/v1/stores/:id': administers('unseen'),
  'GET /api/v1/stores/:storeId/rule-sets': views('kept'),
  'POST /api/v1/stores/:storeId/rule-sets': administers('unseen'),

  'GET /api/v1/accounts': views('unseen'),
  'POST /api/v1/accounts': administers('unseen'),
  'GET /api/v1/accounts/:id': views('unseen'),
  // Who operates may pause and resume, and nothing else of it.
  'PATCH /api/v1/accounts/:id': operates('unseen'),
  'POST /api/v1/accounts/:id/test': operates('unseen'),
  'GET /api/v1/accounts/:accountId/bindings': views('unseen'),
  'POST /api/v1/accounts/:accountId/bindings': administers('unseen'),
  'DELETE /api/v1/accounts/:accountId/bindings/:id': administers('unseen'),
  'POST /api/v1/accounts/:accountId/confirm-cover': operates('unseen'),
  'GET /api/v1/accounts/:accountId/products': views('unseen'),
  'PUT /api/v1/accounts/:accountId/products': operates('unseen'),
  'DELETE /api/v1/accounts/:accountId/products': operates('unseen'),
  'GET /api/v1/accounts/:accountId/products.csv': views('unseen'),
  'PUT /api/v1/accounts/:accountId/products.csv': operates('unseen'),
  // It holds the webhook address.
  'GET /api/v1/accounts/:accountId/push': administers('unseen'),
  'PUT /api/v1/accounts/:accountId/push': administers('unseen'),
  'POST /api/v1/accounts/:accountId/webhook-address': administers('unseen'),
  'DELETE /api/v1/accounts/:accountId/webhook-address/old': administers('unseen'),
  'GET /api/v1/accounts/:accountId/quota': views('unseen'),
  'GET /api/v1/accounts/:accountId/unmapped-items': views('unseen'),
  'GET /api/v1/accounts/:accountId/unmapped-values': views('unseen'),
  'POST /api/v1/accounts/:accountId/unmapped-values/map': operates('unseen'),

  'GET /api/v1/orders': views('kept'),
  'POST /api/v1/orders/search': views('kept'),
  'GET /api/v1/orders/:id': views('kept'),
  'POST /api/v1/orders/:id/attention/dismiss': operates('kept'),
  'POST /api/v1/orders/:orderId/corrections': operates('kept'),
  'POST /api/v1/orders/:orderId/corrections/:id/withdraw': operates('kept'),
  'POST /api/v1/orders/:orderId/links': operates('kept'),
  'POST /api/v1/orders/:orderId/reveal': operates('kept'),
  'GET /api/v1/orders/:orderId/timeline': views('kept'),
  'GET /api/v1/payloads/:id': views('unseen'),
  'GET /api/v1/reveals': administers('unseen'),
  'GET /api/v1/audit': administers('unseen'),
  'GET /api/v1/audit/export': administers('unseen'),
  'DELETE /api/v1/audit/:id/reason': administers('unseen'),
  'POST /api/v1/links/:id/undo': operates('kept'),
  'DELETE /api/v1/links/acts/:id/reason': administers('unseen'),
  'GET /api/v1/links/suggestions': views('kept'),
  'GET /api/v1/links/suggestions/:id': views('kept'),
  'POST /api/v1/links/suggestions/:id/accept': operates('kept'),
  'POST /api/v1/links/suggestions/:id/dismiss': operates('kept'),
  'DELETE /api/v1/links/suggestions/:id/reason': administers('unseen'),

  'GET /api/v1/retention': views('unseen'),
  'PATCH /api/v1/retention': administers('unseen'),
  'GET /api/v1/privacy/erasures': administers('unseen'),
  'POST /api/v1/privacy/erasures': administers('unseen'),
  'GET /api/v1/privacy/erasures/:id': administers('unseen'),
  'POST /api/v1/privacy/erasures/:id/start': administers('unseen'),
  'POST /api/v1/privacy/exports': administers('unseen'),
  'GET /api/v1/privacy/acts': administers('unseen'),
  'GET /api/v1/privacy/erased-orders': administers('unseen'),

  'GET /api/v1/deliveries': views('unseen'),
  'GET /api/v1/deliveries/causes': views('unseen'),
  'GET /api/v1/deliveries/:id': views('unseen'),
  'POST /api/v1/deliveries/:id/dismiss': operates('unseen'),
  'POST /api/v1/deliveries/:id/replay': operates('unseen'),
  'POST /api/v1/deliveries/:id/resolve': operates('unseen'),
  'GET /api/v1/dispatches': views('kept'),
  'POST /api/v1/dispatches': operates('kept'),
  'GET /api/v1/dispatches/causes': views('kept'),
  'GET /api/v1/dispatches/:id': views('kept'),
  'POST /api/v1/dispatches/:id/release': operates('kept'),
  'POST /api/v1/dispatches/:id/resolve': operates('kept'),
  'POST /api/v1/dispatches/:id/undo': operates('kept'),

  'GET /api/v1/discrepancies': views('kept'),
  'GET /api/v1/discrepancies/counts': views('kept'),
  'POST /api/v1/discrepancies/approve': operates('kept'),
  'POST /api/v1/discrepancies/decide': operates('kept'),
  'DELETE /api/v1/discrepancies/texts/:id': administers('unseen'),
  'GET /api/v1/discrepancies/:id': views('kept'),
  'POST /api/v1/discrepancies/:id/accept': operates('kept'),
  'POST /api/v1/discrepancies/:id/approve': operates('kept'),
  'POST /api/v1/discrepancies/:id/assign': operates('kept'),
  'POST /api/v1/discrepancies/:id/comment': operates('kept'),
  'POST /api/v1/discrepancies/:id/dismiss': operates('kept'),
  'POST /api/v1/discrepancies/:id/plan': operates('kept'),
  'POST /api/v1/discrepancies/:id/reopen': operates('kept'),
  'GET /api/v1/incidents': views('unseen'),
  'GET /api/v1/incidents/:id': views('unseen'),
  'GET /api/v1/repairs': views('kept'),
  'GET /api/v1/repairs/:id': views('kept'),
  'POST /api/v1/repairs/:id/dismiss': operates('kept'),
  'GET /api/v1/reconciliation/days': views('kept'),
  'POST /api/v1/reconciliation/dry-runs': operates('unseen'),
  'GET /api/v1/reconciliation/runs': views('unseen'),
  'POST /api/v1/reconciliation/runs': operates('unseen'),
  'GET /api/v1/reconciliation/runs/:id': views('unseen'),
  'GET /api/v1/reconciliation/runs/:id/differences': views('unseen'),
  'GET /api/v1/reconciliation/runs/:id/differences.csv': views('unseen'),
  'GET /api/v1/brakes': views('unseen'),
  'GET /api/v1/brakes/:scope': views('unseen'),
  'POST /api/v1/brakes/:scope/start': operates('unseen'),
  'POST /api/v1/brakes/:scope/stop': operates('unseen'),

  'GET /api/v1/windows': views('unseen'),
  'POST /api/v1/windows/unread/:id/dismiss': operates('unseen'),
  'GET /api/v1/coverage': views('unseen'),
  'GET /api/v1/backfills': views('unseen'),
  'POST /api/v1/backfills': operates('unseen'),
  'GET /api/v1/backfills/:id': views('unseen'),
  'GET /api/v1/jobs': views('unseen'),
  'GET /api/v1/jobs/:id': views('unseen'),
  'POST /api/v1/jobs/:id/cancel': operates('unseen'),
  'POST /api/v1/jobs/:id/pause': operates('unseen'),
  'POST /api/v1/jobs/:id/resume': operates('unseen'),
  'GET /api/v1/bulks': views('unseen'),
  'POST /api/v1/bulks': operates('unseen'),
  'GET /api/v1/bulks/:id': views('unseen'),
  'GET /api/v1/bulks/:id/items': views('unseen'),
  'POST /api/v1/bulks/:id/start': operates('unseen'),
  'POST /api/v1/bulks/:id/cancel': operates('unseen'),

  'GET /api/v1/sales/days': views('kept'),
  'GET /api/v1/sales/export': views('kept'),
  'GET /api/v1/sales/gaps': views('kept'),
  'GET /api/v1/sales/gaps/days': views('kept'),
  'GET /api/v1/sales/hours': views('kept'),
  'GET /api/v1/sales/hours/:storeId/:hourStart': views('kept'),
  'GET /api/v1/sales/hours/:storeId/:hourStart/compare': views('kept'),
  'GET /api/v1/sales/hours/:storeId/:hourStart/orders': views('kept'),
  'GET /api/v1/submissions': views('kept'),
  'POST /api/v1/submissions': operates('kept'),
  'GET /api/v1/submissions/:id': views('kept'),

  'GET /api/v1/alarms': views('unseen'),
  'GET /api/v1/alarms/counts': views('unseen'),
  'GET /api/v1/alarms/:id': views('unseen'),
  'POST /api/v1/alarms/:id/acknowledge': operates('unseen'),
  'DELETE /api/v1/alarms/texts/:id': administers('unseen'),
  'GET /api/v1/alarms/addresses': administers('unseen'),
  'POST /api/v1/alarms/addresses': administers('unseen'),
  'GET /api/v1/alarms/addresses/:id': administers('unseen'),
  'PATCH /api/v1/alarms/addresses/:id': administers('unseen'),
  'DELETE /api/v1/alarms/addresses/:id': administers('unseen'),
  'POST /api/v1/alarms/addresses/:id/test': administers('unseen'),
} as const satisfies Readonly<Record<`${Method} /${string}`, RouteAccess>>;

/** A route by its method and the pattern of its address. */
export type Route = keyof typeof ROUTE_ACCESS;

export const isRoute = (route: string): route is Route => Object.hasOwn(ROUTE_ACCESS, route);
