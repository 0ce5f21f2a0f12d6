import { ROUTE_ACCESS, type Route } from '#admin-contract/route-access.js';
import { PAGES } from '../app/pages.js';
import { readBy } from '../app/page-access.js';
import { SETTINGS_PARTS } from '../app/settings-parts.js';
import { changeAccount, setPaused } from './account.js';
import { whyNot } from './may.js';
import { reveal } from './reveal.js';

const viewer = { role: 'viewer', storeIds: null } as const;
const operator = { role: 'operator', storeIds: null } as const;
const admin = { role: 'admin', storeIds: null } as const;
const ofStores = { role: 'operator', storeIds: ['a'] } as const;

it('follows the table of routes', () => {
  expect([viewer, operator, admin].map((who) => whyNot(who, reveal))).toEqual(['role', undefined, undefined]);
  for (const [route, { role, scope }] of Object.entries(ROUTE_ACCESS)) {
    expect([route, whyNot(admin, route as Route)]).toEqual([route, undefined]);
    const isRefused = role === 'operator' || role === 'admin';
    expect([route, whyNot(viewer, route as Route)]).toEqual([route, isRefused ? 'role' : undefined]);
    if (scope === 'unseen') expect(whyNot(ofStores, route as Route)).toBeDefined();
  }
});

it('knows of one route what asks for more than its row', () => {
  expect([
    whyNot(operator, setPaused),
    whyNot(operator, changeAccount),
    whyNot(admin, changeAccount),
  ]).toEqual([undefined, 'role', undefined]);
});

it('knows what every page of the menu and of the settings reads', () => {
  const places = [...PAGES.map(({ to }) => to), ...SETTINGS_PARTS.map((part) => `/settings/${part}`)];
  for (const place of places) expect([place, readBy(place)]).toEqual([place, expect.any(String)]);
  expect(readBy('/accounts/new')).toBe('POST /api/v1/accounts');
  expect(readBy('/accounts/018c0000-0000-7000-8000-000000000001/settings')).toBe('GET /api/v1/accounts');
  expect(readBy('/settings/users')).toBe('GET /api/v1/users');
  expect(readBy('/nowhere')).toBeUndefined();
});
