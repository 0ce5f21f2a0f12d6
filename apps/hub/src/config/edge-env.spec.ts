import { EnvError, readEnv } from './env.js';

const edgeOf = (env: Record<string, string>) => readEnv(env).edge;

/** What is said of the one variable that is wrong. */
function faultOf(env: Record<string, string>): string {
  try {
    readEnv(env);
  } catch (error) {
    if (error instanceof EnvError && error.faults.length === 1) return error.faults[0]?.message ?? '';
  }
  throw new Error('there is not one fault');
}

it('believes nobody, shows pages to this machine, and bounds senders and connections', () => {
  expect(edgeOf({})).toEqual({
    trustedProxies: [],
    access: { metrics: 'local', docs: 'local' },
    headMs: 10_000,
    requestMs: 30_000,
    connections: { most: 4_000, mostOfAddress: 1_000 },
    failuresPerMinute: 60,
  });
});

it('is what somebody sets, but no head takes longer than its request may', () => {
  const env = {
    HUB_TRUSTED_PROXIES: '10.0.0.5 fd00::/64',
    HUB_METRICS_ACCESS: 'key',
    HUB_DOCS_ACCESS: 'open',
    HUB_HEAD_SECONDS: '60',
    HUB_REQUEST_SECONDS: '20',
  };
  expect(edgeOf(env)).toMatchObject({
    trustedProxies: ['10.0.0.5', 'fd00::/64'],
    access: { metrics: 'key', docs: 'open' },
    headMs: 20_000,
    requestMs: 20_000,
  });
});

it.each(['0.0.0.0/0', '::/0', '10.0.0.5, 0.0.0.0/00'])('does not believe everybody: %s', (ranges) => {
  expect(faultOf({ HUB_TRUSTED_PROXIES: ranges })).toMatch(/^believes everybody: list/);
});

it.each([
  ['HUB_METRICS_ACCESS', 'everybody'],
  ['HUB_DOCS_ACCESS', 'no'],
  ['HUB_HEAD_SECONDS', '0'],
  ['HUB_REQUEST_SECONDS', '0'],
  ['HUB_CONNECTIONS', '1'],
  ['HUB_CONNECTIONS_PER_ADDRESS', '0'],
  ['HUB_FAILURES_PER_MINUTE', '0'],
])('says what to give: %s=%s', (variable, value) => {
  expect(faultOf({ [variable]: value })).toMatch(/: give /);
});
