import { ROUTE_ACCESS, type Route } from '#admin-contract/route-access.js';
import { covers, type Role } from '#admin-contract/role-words.js';
import type { Does } from './act.js';
import { useMe } from './me.js';

interface Access {
  readonly role: Role;
  /** Null: all. */
  readonly storeIds: readonly string[] | null;
}

/** Why somebody may not do or read something: for their role, or because they see single stores alone; undefined: they may. */
export function whyNot({ role, storeIds }: Access, what: Does | Route): 'role' | 'scope' | undefined {
  const { route, atLeast = 'viewer' }: Does = typeof what === 'string' ? { route: what } : what;
  const row = ROUTE_ACCESS[route];
  if (!covers(role, atLeast) || (row.role !== 'open' && !covers(role, row.role))) return 'role';
  return storeIds !== null && row.scope === 'unseen' ? 'scope' : undefined;
}

/** Why who is signed in may not; while nobody knows who that is, for the role. */
export function useWhyNot(): (what: Does | Route) => 'role' | 'scope' | undefined {
  const { data: me } = useMe();
  return (what) => (me === undefined ? 'role' : whyNot(me, what));
}

/** Whether who is signed in may do something, or read it. */
export function useMay(): (what: Does | Route) => boolean {
  const why = useWhyNot();
  return (what) => why(what) === undefined;
}
