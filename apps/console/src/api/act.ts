import type { Route } from '#admin-contract/route-access.js';
import type { Role } from '#admin-contract/role-words.js';
import { type Method, send } from './call.js';

type Names<Path extends string> = Path extends `${infer Before}/${infer Rest}`
  ? Names<Before> | Names<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

/** What stands in the place of the names of a route's address. */
type Places<Of extends Route> = Readonly<Record<Names<Of>, string>>;

/** @param seen the version, of what is changed, that was shown */
type Send<Of extends Route> = <Answer = unknown>(
  places: Places<Of>,
  body?: unknown,
  seen?: string,
) => Promise<Answer>;

/** Which route something goes by. */
export interface Does {
  readonly route: Route;
  /** Where the route's own row asks for less: what it does takes this role. */
  readonly atLeast?: Role;
}

/** Something that is done by one route of the hub: whoever may not use that is not offered it. */
export type Act<Args extends readonly unknown[], Answer> = Does & ((...args: Args) => Promise<Answer>);

/**
 * The one way by which the console changes anything, or asks by a body.
 *
 * @param does sends what stands in the route's address, and the body
 * @param atLeast the role that it takes, where that is more than its route asks for
 */
export function act<Of extends Route, Args extends readonly unknown[], Answer>(
  route: Of,
  does: (send: Send<Of>, ...args: Args) => Promise<Answer>,
  atLeast?: Role,
): Act<Args, Answer> {
  const [method, pattern = ''] = route.split(' ') as [Method, string?];
  const sent: Send<Of> = (places, body, seen) => send(method, pathOf(pattern, places), body, seen);
  return Object.assign((...args: Args) => does(sent, ...args), { route, ...(atLeast && { atLeast }) });
}

/** Beneath /api/v1. */
const pathOf = (pattern: string, places: Readonly<Record<string, string>>): string =>
  pattern.replace('/api/v1/', '').replace(/:(\w+)/g, (_, name: string) => places[name] ?? '');
