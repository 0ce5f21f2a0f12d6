import type { Connector } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { AccountDirectory } from './account-directory.js';
import { AccountTestService } from './account-test.service.js';
import type { ActiveAccount } from './active-account.js';

const tested = async (check: Connector['check']) => {
  const active = { paused: false, account: { id: 'a' }, connector: { check } } as unknown as ActiveAccount;
  const directory = { known: () => Promise.resolve(active) } as unknown as AccountDirectory;
  const anew: ActiveAccount[] = [];
  const quotas = {
    askAnew: (one: ActiveAccount) => {
      anew.push(one);
      return Promise.resolve();
    },
  };
  const { ok } = await new AccountTestService(directory, quotas).test('a');
  return { ok, anew: anew.length };
};

describe('the test of an account', () => {
  it('ends what its vendor said of no calls being left, where it succeeds', async () => {
    expect(await tested(() => Promise.resolve({ message: 'success' }))).toEqual({ ok: true, anew: 1 });
    const spent = () => Promise.reject(new ConnectorError('quota_exhausted', 'nothing left'));
    expect(await tested(spent)).toEqual({ ok: false, anew: 0 });
  });
});
