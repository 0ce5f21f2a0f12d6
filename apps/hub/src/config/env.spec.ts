import { EnvError, readEnv } from './env.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OWN = { DATABASE_URL: 'postgresql://hub:secret@db:5432/hub', HUB_MASTER_KEY: KEY };

function faultsOf(env: Record<string, string | undefined>): EnvError {
  try {
    readEnv(env);
  } catch (error) {
    if (error instanceof EnvError) return error;
  }
  throw new Error('no fault was found');
}

const named = (error: EnvError): string[] => error.faults.map(({ variable }) => variable).sort();

describe('readEnv', () => {
  it('needs nothing: the embedded database, the sandbox and both roles are the defaults', () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      databaseUrl: undefined,
      embedded: true,
      sandbox: true,
      dataDir: '.data',
      host: '127.0.0.1',
      port: 3000,
      masterKeys: undefined,
      answerDeadlineMs: 10_000,
      reportLeaseMs: 60_000,
      reportGraceMs: 600_000,
      reportHoldMs: 7_200_000,
      restate: { settleMs: 300_000, everyMs: 1_800_000, mostADay: 8 },
      breaker: { failureRatio: 0.5, leastCalls: 20, openMs: 10_000 },
    });
    expect([...env.roles]).toEqual(['api', 'worker']);
  });

  it('takes an empty variable for an unset one', () => {
    expect(readEnv({ DATABASE_URL: '', PORT: '', HUB_ADMIN_KEY: '' })).toMatchObject({
      embedded: true,
      port: 3000,
    });
  });

  it('switches the sandbox off with a database of one’s own, and loopback with it', () => {
    expect(readEnv(OWN)).toMatchObject({ embedded: false, sandbox: false, outboundAllow: [] });
    expect(readEnv({ ...OWN, HUB_SANDBOX: 'on' }).outboundAllow).toContain('127.0.0.0/8');
  });

  it('reads lists, keys and rates', () => {
    const env = readEnv({
      ...OWN,
      HUB_ROLES: 'worker',
      HUB_OUTBOUND_ALLOW: '10.0.0.0/8, fd00::/8',
      HUB_TRUSTED_PROXIES: '10.1.2.3',
      HUB_REQUESTS_PER_SECOND: 'zhimai=7,ovopark=3',
      HUB_PUBLIC_URL: 'https://hub.example.cn/',
      HUB_RECONCILE_AT: '13:00 05:30',
    });
    expect(env.masterKeys).toEqual([{ id: '0', bytes: Buffer.alloc(32, 7) }]);
    expect([...env.roles]).toEqual(['worker']);
    expect(env.outboundAllow).toEqual(['10.0.0.0/8', 'fd00::/8']);
    expect(env.edge.trustedProxies).toEqual(['10.1.2.3']);
    expect(env.requestsPerSecond.get('zhimai')).toBe(7);
    expect(env.publicUrl).toBe('https://hub.example.cn');
    expect(env.reconcile).toEqual({ at: ['13:00', '05:30'], days: 35 });
    expect(readEnv({ ...OWN, HUB_RECONCILE_AT: 'none' }).reconcile.at).toEqual([]);
  });

  it('takes how many repairs may begin within an hour', () => {
    const { repairs } = readEnv({ ...OWN, HUB_REPAIRS_MOST_RULE: '3', HUB_REPAIRS_MOST_ALL: '0' });
    expect(repairs).toEqual({ mostOfRule: 3, mostOfAccount: 50, mostOfAll: 0 });
  });

  it('refuses a database of one’s own without a master key, but not the launcher’s own', () => {
    expect(named(faultsOf({ DATABASE_URL: OWN.DATABASE_URL }))).toEqual(['HUB_MASTER_KEY']);
    expect(readEnv({ DATABASE_URL: OWN.DATABASE_URL, HUB_EMBEDDED: 'on' }).embedded).toBe(true);
  });

  it('lists all faults at once, the ones between variables too, and what to do', () => {
    const error = faultsOf({
      DATABASE_URL: 'mysql://root:hunter2@db/hub',
      HOST: 'not a host',
      PORT: '70000',
      HUB_ROLES: 'api,wroker',
      HUB_ADMIN_KEY: 'hunter2',
      HUB_SANDBOX: 'yes',
      HUB_OUTBOUND_ALLOW: '10.0.0.0/64',
      HUB_TRUSTED_PROXIES: 'nginx',
      HUB_PUBLIC_URL: 'https://hub.example.cn/path',
      LOG_LEVEL: 'loud',
      HUB_REPORT_GRACE_MINUTES: 'soon',
      HUB_REPORT_HOLD_MINUTES: '2h',
      HUB_RESTATES_A_DAY: '0',
      HUB_RESTATE_EVERY_MINUTES: '-1',
      HUB_RESTATE_SETTLE_MINUTES: '1.5',
      HUB_RECONCILE_AT: '05:30, noon',
      HUB_RECONCILE_DAYS: '0',
    });
    expect(named(error)).toEqual([
      'DATABASE_URL',
      'HOST',
      'HUB_ADMIN_KEY',
      'HUB_MASTER_KEY',
      'HUB_OUTBOUND_ALLOW',
      'HUB_PUBLIC_URL',
      'HUB_RECONCILE_AT',
      'HUB_RECONCILE_DAYS',
      'HUB_REPORT_GRACE_MINUTES',
      'HUB_REPORT_HOLD_MINUTES',
      'HUB_RESTATES_A_DAY',
      'HUB_RESTATE_EVERY_MINUTES',
      'HUB_RESTATE_SETTLE_MINUTES',
      'HUB_ROLES',
      'HUB_SANDBOX',
      'HUB_TRUSTED_PROXIES',
      'LOG_LEVEL',
      'PORT',
    ]);
    for (const { variable, message } of error.faults) {
      expect(error.message).toContain(`${variable} ${message}`);
      expect(message).toMatch(/[:(]/); // what is wrong: what to do
    }
  });

  it('never repeats a value, which may be a secret', () => {
    const error = faultsOf({
      DATABASE_URL: 'mysql://root:hunter2@db/hub',
      HUB_ADMIN_KEY: 'hunter2',
      HUB_MASTER_KEY: 'hunter2',
    });
    expect(error.message).not.toContain('hunter2');
  });

  it.each([
    'A'.repeat(43),
    'A'.repeat(44),
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(32).toString('hex'),
  ])('refuses a master key that is not 32 bytes of base64: %s', (key) => {
    expect(named(faultsOf({ ...OWN, HUB_MASTER_KEY: key }))).toEqual(['HUB_MASTER_KEY']);
  });
});
