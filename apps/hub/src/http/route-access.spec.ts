import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { ROUTE_ACCESS } from '#admin-contract/route-access.js';
import { ROLES } from '#admin-contract/role-words.js';
import type { Role } from '#domain/access.js';
import { controllersOf } from './controllers.js';
import { accessOf, whyNot } from './route-access.js';

const joined = (...parts: string[]) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

function routesOf(controller: Type): string[] {
  const base = Reflect.getMetadata('path', controller) as string;
  return Object.getOwnPropertyNames(controller.prototype)
    .filter((name) => name !== 'constructor')
    .flatMap((name) => {
      const method = (controller.prototype as Record<string, object>)[name]!;
      const path = Reflect.getMetadata('path', method) as string | string[] | undefined;
      if (path === undefined) return [];
      const verb = RequestMethod[Reflect.getMetadata('method', method) as number]!;
      return [path].flat().map((one) => `${verb} ${joined(base, one)}`);
    });
}

it('has a row for each route of every controller, and no other', () => {
  const routes = controllersOf(new Set(['api', 'worker'])).flatMap((controller) => routesOf(controller));
  expect(routes.length).toBeGreaterThan(120);
  expect([...routes].sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

it('has the roles of the hub, from the least to the most', () => {
  const roles: readonly Role[] = ROLES;
  expect(roles).toEqual(['viewer', 'operator', 'admin']);
});

/** What changes nothing but who one is, and how one shows it. */
const OWN = new Set([
  ...['POST /api/v1/session', 'DELETE /api/v1/session', 'DELETE /api/v1/sessions/:id'],
  ...['PUT /api/v1/me/password', 'POST /api/v1/passwords', 'POST /api/v1/passwords/look'],
]);

it('leaves nobody’s change to whoever only reads, and no key or session to whoever sees single stores', () => {
  for (const [route, { role, scope }] of Object.entries(ROUTE_ACCESS)) {
    const [method = '', path = ''] = route.split(' ');
    const reads = method === 'GET' || path.endsWith('/search') || OWN.has(route);
    expect([route, reads || role === 'operator' || role === 'admin']).toEqual([route, true]);
    if (role === 'admin') expect([route, scope]).toEqual([route, 'unseen']);
  }
});

describe('who may', () => {
  const row = (role: Role, scope: 'free' | 'kept' | 'unseen') => ({ role, scope });

  it('is whoever has the role or a greater one', () => {
    for (const [has, wanted, may] of [
      ['viewer', 'viewer', true],
      ['viewer', 'operator', false],
      ['operator', 'viewer', true],
      ['operator', 'admin', false],
      ['admin', 'operator', true],
    ] as const)
      expect([has, wanted, whyNot({ role: has, stores: null }, row(wanted, 'unseen')) === undefined]).toEqual(
        [...[has, wanted, may]],
      );
  });

  it('is nobody who sees single stores where nothing keeps to them', () => {
    const scoped = { role: 'operator', stores: ['A'] } as const;
    expect(whyNot(scoped, row('viewer', 'unseen'))).toMatchObject({ code: 'scope_may_not' });
    expect(whyNot(scoped, row('viewer', 'kept'))).toBeUndefined();
    expect(whyNot(scoped, row('viewer', 'free'))).toBeUndefined();
  });

  it('is said by the row of GET for HEAD, and by no row for nobody', () => {
    expect(accessOf('HEAD', '/api/v1/orders/:id')).toBe(ROUTE_ACCESS['GET /api/v1/orders/:id']);
    expect(accessOf('DELETE', '/api/v1/orders/:id')).toBeUndefined();
    expect(accessOf('GET', 'constructor')).toBeUndefined();
  });
});
