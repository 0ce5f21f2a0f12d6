import { alarmPlace } from './alarm-places.js';

const ID = '018c0000-0000-7000-8000-000000000001';
const placeOf = (kind: string, subject: string, params: Record<string, string> = {}) =>
  alarmPlace({ kind, subject, params })?.path;
const ofAccount = (list: string, code: string) =>
  placeOf('account_trouble', `account:${ID}:${list}:${code}`, { list, code });

it.each([
  ['windows', 'unavailable', `/coverage?accountId=${ID}`],
  ['deliveries', 'contradicts', `/deliveries?state=contradicts&accountId=${ID}`],
  ['deliveries', 'invalid_document', `/deliveries?state=refused&accountId=${ID}`],
  ['deliveries', 'unavailable', `/deliveries?state=pending&accountId=${ID}`],
  // Nobody knows who sent these, and none is kept.
  ['deliveries', 'bad_signature', `/accounts/${ID}`],
  ['orders', 'no_store', `/orders?flag=no_store&accountId=${ID}`],
  ['orders', 'unknown_store', `/discrepancies?rule=unknown_store&accountId=${ID}`],
  ['of_a_later_hub', 'toString', `/accounts/${ID}`],
])('a trouble of an account in %s, %s, shows at %s', (list, code, path) => {
  expect(ofAccount(list, code)).toBe(path);
});

it('what is of no account shows where it is worked off, or nowhere', () => {
  expect(placeOf('run_failing', `run:${ID}`)).toBe(`/discrepancies/runs/${ID}`);
  expect(placeOf('work_overdue', 'work:dispatches', { work: 'dispatches' })).toBe(
    '/dispatches?state=waiting',
  );
  expect(placeOf('work_overdue', 'work:x', { work: 'of_a_later_hub' })).toBeUndefined();
  expect(placeOf('task_failing', 'task:tick')).toBeUndefined();
  expect(placeOf('of_a_later_hub', `x:${ID}`)).toBeUndefined();
});
