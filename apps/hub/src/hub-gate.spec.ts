import type { CallGate } from '#connectors-core/call-gate.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { OPEN_GATE } from '#connectors-core/testing/open-gate.js';
import { HubGate } from './hub-gate.js';

const ACCOUNT = { id: 'a', connector: 'toy', name: 'a', baseUrl: '', config: {} };
const LIST = { operation: 'list', effect: 'read' } as const;
const FAILED = {
  accountId: 'a',
  connector: 'toy',
  operation: 'list',
  attempt: 1,
  status: 500,
  durationMs: 1,
} as const;
const MS_PER_CALL = 288_000;

function opened(msPerCall: number | undefined, accounts: CallGate = OPEN_GATE) {
  let now = 0;
  const gate = new HubGate(() => now);
  gate.use({ gate: accounts, msPerCall: () => Promise.resolve(msPerCall) });
  gate.observe({ ...FAILED, code: 'unavailable', bytes: 0 });
  return { gate, pass: (ms: number) => (now += ms) };
}

describe('the gate of the hub', () => {
  it('admits nothing while the accounts are not known', async () => {
    const refused = new HubGate(() => 0).admit(ACCOUNT, LIST);
    await expect(refused).rejects.toMatchObject({ notSent: 'not_admitted' });
  });

  it('keeps from a vendor that does not work calls that are counted, and says until when', async () => {
    const { gate, pass } = opened(MS_PER_CALL);
    await expect(gate.admit(ACCOUNT, LIST)).rejects.toMatchObject({
      code: 'unavailable',
      notSent: 'resting',
      retryAfterMs: 2_000,
    });
    await gate.admit(ACCOUNT, { operation: 'place', effect: 'write' });
    pass(2_000);
    await gate.admit(ACCOUNT, LIST);
  });

  it('lets the next one look where the one that was to look was not sent', async () => {
    const { gate, pass } = opened(MS_PER_CALL);
    pass(2_000);
    const stale = await gate.admit(ACCOUNT, LIST);
    await expect(gate.admit(ACCOUNT, LIST)).rejects.toMatchObject({ notSent: 'resting' });
    await stale.unsent();
    const unconnected = await gate.admit(ACCOUNT, LIST);
    await unconnected.unsent();
    gate.observe({ ...FAILED, code: 'unavailable', bytes: 0 });
    await expect(gate.admit(ACCOUNT, LIST)).rejects.toMatchObject({ retryAfterMs: 4_000 });
  });

  it('and where the account’s own gate refused it', async () => {
    const { gate, pass } = opened(MS_PER_CALL, {
      admit: () => Promise.reject(new ConnectorError('unavailable', 'paused', { notSent: 'paused' })),
    });
    pass(2_000);
    for (let tries = 0; tries < 2; tries += 1)
      await expect(gate.admit(ACCOUNT, LIST)).rejects.toMatchObject({ notSent: 'paused' });
  });

  it('keeps none where they are not counted', async () => {
    await opened(undefined).gate.admit(ACCOUNT, LIST);
  });
});
