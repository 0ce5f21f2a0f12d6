import { isRoute, ROUTE_ACCESS, type RouteAccess } from '#admin-contract/route-access.js';
import { covers } from '#admin-contract/role-words.js';
import type { Access } from '#domain/access.js';
import { refusal, type Refusal } from '#domain/refusal.js';

/** @param pattern as the server has it, e.g. `/api/v1/orders/:id`. @returns undefined where no row is: nobody may */
export function accessOf(method: string, pattern: string): RouteAccess | undefined {
  // What answers GET answers HEAD, to the same people.
  const route = `${method === 'HEAD' ? 'GET' : method} ${pattern}`;
  return isRoute(route) ? ROUTE_ACCESS[route] : undefined;
}

/** Why somebody may not; undefined: it may. */
export function whyNot({ role, stores }: Access, row: RouteAccess): Refusal | undefined {
  if (row.role !== 'open' && !covers(role, row.role))
    return refusal('role_may_not', { role, needed: row.role });
  return stores !== null && row.scope === 'unseen' ? refusal('scope_may_not') : undefined;
}
