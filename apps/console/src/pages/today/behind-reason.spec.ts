import { behindReason } from './behind-reason.js';

it('what may be why leads to where one sees to it', () => {
  const account = { accountId: 'a', account: 'Shop' };
  expect(behindReason({ code: 'account_paused', params: account }, 's')).toBe('/accounts/a');
  expect(behindReason({ code: 'account_unwell', params: account }, 's')).toBe('/accounts/a');
  expect(behindReason({ code: 'coverage_behind', params: account }, 's')).toBe('/coverage');
  expect(behindReason({ code: 'repairs_stopped', params: account }, 's')).toBe('/discrepancies/repairs');
  expect(behindReason({ code: 'dispatches_held', params: { count: 3 } }, 's')).toBe(
    '/dispatches?state=held&storeId=s',
  );
  expect(behindReason({ code: 'no_orders', params: { minutes: 40 } }, 's')).toBe('/sales/stores/s');
});
