import type { Account } from '#connectors-core/account.js';
import type { ConnectorLimits } from '#connectors-core/connector.js';
import type { Call, Transport } from '#connectors-core/transport.js';
import { RatedTransport } from './rated-transport.js';

it('puts the operator’s rate in the place of the connector’s, and nothing else', async () => {
  const used: ConnectorLimits[] = [];
  const inner: Transport = {
    call: (_account, limits, _call) => {
      used.push(limits);
      return Promise.reject(new Error('enough'));
    },
  };
  const rated = new RatedTransport(inner, new Map([['zhimai', 5]]));
  const limits = { requestsPerSecond: 20, concurrency: 8 };
  for (const connector of ['zhimai', 'ovopark']) {
    const call = rated.call({ connector } as Account, limits, {} as Call<unknown>);
    await expect(call).rejects.toThrow('enough');
  }
  expect(used).toEqual([{ requestsPerSecond: 5, concurrency: 8 }, limits]);
});
