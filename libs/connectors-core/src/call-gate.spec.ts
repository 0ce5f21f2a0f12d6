import type { Account } from './account.js';
import { callContext, withinCall } from './call-context.js';
import type { CallGate } from './call-gate.js';
import { ConnectorError } from './connector-error.js';
import { HttpTransport } from './http-transport.js';
import { OutboundPolicy } from './outbound-policy.js';
import { declaredHiding } from './request-hiding.js';
import { ReservedCalls } from './reserved-calls.js';
import { ScriptedVendor } from './testing/scripted-vendor.js';
import { TestTime } from './testing/test-time.js';
import type { Call } from './transport.js';

const LIMITS = { requestsPerSecond: 1000, concurrency: 10 };
const call: Call<string> = {
  operation: 'orders.add',
  effect: 'write',
  build: () => ({ method: 'POST', path: '/', headers: {}, body: '{}' }),
  read: ({ body }) => body.toString('utf8'),
};

let vendor: ScriptedVendor;
let time: TestTime;
let transport: HttpTransport | undefined;

beforeEach(async () => {
  vendor = await ScriptedVendor.start();
  vendor.answer({ body: 'ok' });
  time = new TestTime();
});
afterEach(async () => {
  await vendor.close();
  await transport?.close();
  transport = undefined;
});

function send(gate: CallGate, change: Partial<Call<string>> = {}) {
  const outbound = new OutboundPolicy(['127.0.0.0/8']);
  const hidingOf = declaredHiding([]);
  transport = new HttpTransport({ clock: time, timers: time, random: () => 0.5, outbound, gate, hidingOf });
  const account: Account = { id: 'a1', connector: 'toy', name: 'demo', baseUrl: vendor.origin, config: {} };
  return transport.call(account, LIMITS, { ...call, ...change });
}

/** Admits after `delays`, ms, one a time; `unsent` counts what was given back. */
function gateOf(...delays: readonly number[]) {
  const seen = { admitted: 0, unsent: 0, purposes: [] as unknown[] };
  const gate: CallGate = {
    admit: () => {
      const delay = delays[seen.admitted] ?? 0;
      seen.admitted += 1;
      seen.purposes.push(callContext()?.purpose);
      // The build comes after the admission: whatever passes then makes it old.
      late = delay;
      return Promise.resolve({
        unsent: () => {
          seen.unsent += 1;
          return Promise.resolve();
        },
      });
    },
  };
  return { gate, seen };
}
let late = 0;
const slowToBuild: Call<string>['build'] = (now, vendorNow) => {
  time.advance(late);
  return call.build(now, vendorNow);
};

describe('the gate', () => {
  it('is asked for every attempt, in the context of whoever calls', async () => {
    const { gate, seen } = gateOf();
    await withinCall({ purpose: 'place' }, () => send(gate));
    expect(seen).toEqual({ admitted: 1, unsent: 0, purposes: ['place'] });
    expect(callContext()).toBeUndefined();
  });

  it('refuses for good: nothing is sent, and nothing tried again', async () => {
    let asked = 0;
    const gate: CallGate = {
      admit: () => {
        asked += 1;
        return Promise.reject(new ConnectorError('unavailable', 'paused', { notSent: 'paused' }));
      },
    };
    await expect(send(gate)).rejects.toMatchObject({ code: 'unavailable', notSent: 'paused' });
    expect([asked, vendor.received.length]).toEqual([1, 0]);
  });

  it('that fails refuses, and the vendor is not blamed', async () => {
    const gate: CallGate = { admit: () => Promise.reject(new RangeError('database is away')) };
    await expect(send(gate)).rejects.toMatchObject({ notSent: 'not_admitted' });
    expect(vendor.received).toHaveLength(0);
  });

  it('is asked anew when an admission has become too old', async () => {
    const { gate, seen } = gateOf(1_001, 1_000);
    await expect(send(gate, { build: slowToBuild })).resolves.toMatchObject({ value: 'ok' });
    expect(seen).toMatchObject({ admitted: 2, unsent: 1 });
    expect(vendor.received).toHaveLength(1);
  });

  it('is told when nothing was sent', async () => {
    const { gate, seen } = gateOf();
    const build = () => {
      throw new ConnectorError('invalid_config', 'no key');
    };
    await expect(send(gate, { build })).rejects.toMatchObject({ code: 'invalid_config' });
    expect(seen).toMatchObject({ admitted: 1, unsent: 1 });
  });
});

describe('reserved calls', () => {
  it('are used up one by one, and the rest can be given back', () => {
    const calls = new ReservedCalls(2);
    expect([calls.use(), calls.use(), calls.use(), calls.rest]).toEqual([true, true, false, 0]);
    calls.unuse();
    expect([calls.rest, calls.use(), calls.rest]).toEqual([1, true, 0]);
  });
});
