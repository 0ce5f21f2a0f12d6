import type { Route } from '#admin-contract/route-access.js';

/** What each page reads first, by the beginning of its address: whoever may not read that has no use for the page. */
export const PAGE_READS: readonly (readonly [place: string, route: Route])[] = [
  ['/', 'GET /api/v1/overview'],
  ['/alarms', 'GET /api/v1/alarms'],
  ['/orders', 'GET /api/v1/orders'],
  ['/orders/suggestions', 'GET /api/v1/links/suggestions'],
  ['/deliveries', 'GET /api/v1/deliveries'],
  ['/dispatches', 'GET /api/v1/dispatches'],
  ['/sales', 'GET /api/v1/sales/days'],
  ['/discrepancies', 'GET /api/v1/discrepancies'],
  ['/bulks', 'GET /api/v1/bulks'],
  ['/accounts', 'GET /api/v1/accounts'],
  ['/accounts/new', 'POST /api/v1/accounts'],
  ['/products', 'GET /api/v1/accounts/:accountId/products'],
  ['/coverage', 'GET /api/v1/coverage'],
  ['/settings', 'GET /api/v1/sessions'],
  ['/settings/stores', 'GET /api/v1/stores'],
  ['/settings/users', 'GET /api/v1/users'],
  ['/settings/keys', 'GET /api/v1/api-keys'],
  ['/settings/retention', 'GET /api/v1/retention'],
  ['/settings/alarms', 'GET /api/v1/alarms/addresses'],
  ['/settings/sessions', 'GET /api/v1/sessions'],
  ['/settings/password', 'PUT /api/v1/me/password'],
  ['/audit', 'GET /api/v1/audit'],
  ['/start', 'GET /api/v1/accounts'],
];

/** What the page at an address reads; undefined where there is no such page. */
export function readBy(pathname: string): Route | undefined {
  const beneath = ([place]: (typeof PAGE_READS)[number]) =>
    pathname === place || (place !== '/' && pathname.startsWith(`${place}/`));
  const fitting = PAGE_READS.filter(beneath).sort(([one], [other]) => other.length - one.length);
  return fitting[0]?.[1];
}
