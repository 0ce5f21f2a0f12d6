import { TROUBLE_TEXTS } from '#admin-contract/trouble-texts.js';
import { alarmPlace } from '#admin-contract/alarm-places.js';
import { ALARM_TEXTS, OVERDUE_WORDS } from '#admin-contract/alarm-texts.js';
import { PAGE_TEXTS } from '#admin-contract/page-texts.js';
import { shell } from '../i18n/shell.texts.js';
import { PAGES } from './pages.js';

it('the contract names pages as their menu does', () => {
  const { zh, en }: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>> = shell;
  const named = PAGES.map(({ label }) => [label, { zh: zh[label], en: en[label] }]);
  expect(PAGE_TEXTS).toEqual(Object.fromEntries(named));
});

const ID = '018c0000-0000-7000-8000-000000000001';
const TROUBLES = Object.entries(TROUBLE_TEXTS).flatMap(([list, codes]) =>
  Object.keys(codes).map((code) => ({
    kind: 'account_trouble',
    subject: `account:${ID}`,
    params: { list, code },
  })),
);
const OTHERS = Object.keys(ALARM_TEXTS).flatMap((kind) =>
  Object.keys(OVERDUE_WORDS).map((work) => ({ kind, subject: `${kind}:${ID}`, params: { work } })),
);

it('every alarm leads to a page of the menu, under the name that it has there', () => {
  const places = [...TROUBLES, ...OTHERS].flatMap((alarm) => alarmPlace(alarm) ?? []);
  for (const { page, path } of places) {
    const { to } = PAGES.find(({ label }) => label === page) ?? { to: 'none' };
    expect(path).toMatch(new RegExp(`^${to}([/?]|$)`));
  }
  expect(places.length).toBeGreaterThan(60);
});
