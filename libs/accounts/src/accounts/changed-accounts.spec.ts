import { changedAccounts } from './changed-accounts.js';

const one = (baseUrl: string, config: object = {}, paused = false, name = 'till') =>
  new Map([['a', { account: { id: 'a', connector: 'toy', name, baseUrl, config } as never, paused }]]);

it.each([
  ['the same', one('x', { key: '1' }), one('x', { key: '1' }), []],
  ['another name', one('x'), one('x', {}, false, 'other'), []],
  ['another credential', one('x', { key: '1' }), one('x', { key: '2' }), ['a']],
  ['another address', one('x'), one('y'), ['a']],
  ['resumed', one('x', {}, true), one('x'), ['a']],
  ['paused', one('x'), one('x', {}, true), []],
  ['another credential while it is paused', one('x'), one('y', {}, true), []],
  ['new', new Map(), one('x'), []],
  ['gone', one('x'), new Map(), []],
])('an account that is %s', (_what, before, now, changed) => {
  expect(changedAccounts(before, now)).toEqual(changed);
});
