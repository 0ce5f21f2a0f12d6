import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Account } from './account.js';
import { ConnectorError } from './connector-error.js';
import type { AttemptEvent, HttpTransportOptions } from './http-transport.js';
import { OPEN_GATE } from './testing/open-gate.js';
import { HttpTransport } from './http-transport.js';
import { OutboundPolicy } from './outbound-policy.js';
import { declaredHiding } from './request-hiding.js';
import { ScriptedVendor } from './testing/scripted-vendor.js';
import { TestTime } from './testing/test-time.js';
import type { Call } from './transport.js';

const LIMITS = { requestsPerSecond: 1000, concurrency: 10 };

let vendor: ScriptedVendor;
let time: TestTime;
let events: AttemptEvent[];
const opened: HttpTransport[] = [];

beforeEach(async () => {
  vendor = await ScriptedVendor.start();
  time = new TestTime();
  events = [];
  vendor.onSilence = () => {
    time.expire();
  };
});

afterEach(async () => {
  await vendor.close();
  await Promise.all(opened.splice(0).map((transport) => transport.close()));
});

function transport(options: Partial<HttpTransportOptions> = {}): HttpTransport {
  const made = new HttpTransport({
    clock: time,
    timers: time,
    random: () => 0.5,
    outbound: new OutboundPolicy(['127.0.0.0/8']),
    gate: OPEN_GATE,
    hidingOf: declaredHiding([]),
    observe: (event) => events.push(event),
    ...options,
  });
  opened.push(made);
  return made;
}

const account = (overrides: Partial<Account> = {}): Account => ({
  id: 'a1',
  connector: 'toy',
  name: 'demo',
  baseUrl: vendor.origin,
  config: {},
  ...overrides,
});

let built = 0;
const call = (effect: 'read' | 'write' = 'read', overrides: Partial<Call<string>> = {}): Call<string> => ({
  operation: 'orders.get',
  effect,
  build: () => {
    built += 1;
    return { method: 'POST', path: '/api?x=1', headers: { 'x-nonce': String(built) }, body: '{"名":1}' };
  },
  read: ({ body }) => body.toString('utf8'),
  ...overrides,
});

const failing = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
};

describe('a call that succeeds', () => {
  it('sends exactly what was built, and gives the answer with its instant', async () => {
    vendor.answer({ body: 'ok' });
    const sentAt = time.now();
    const result = await transport().call(account(), LIMITS, call());
    expect(result).toEqual({ value: 'ok', sentAt, body: Buffer.from('ok') });
    const [request] = vendor.received;
    expect(request).toMatchObject({ method: 'POST', path: '/api?x=1', body: Buffer.from('{"名":1}') });
    expect(request?.headers).toMatchObject({
      host: `127.0.0.1:${vendor.port}`,
      'content-length': '9',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'suanpan',
    });
  });

  it('leaves headers alone that the connector sets', async () => {
    vendor.answer({ body: 'ok' });
    const build = () => ({
      method: 'GET' as const,
      path: '/',
      headers: { 'User-Agent': 'openApi', 'Accept-Encoding': 'gzip' },
    });
    await transport().call(account(), LIMITS, call('read', { build }));
    expect(vendor.received[0]?.headers).toMatchObject({ 'user-agent': 'openApi', 'accept-encoding': 'gzip' });
  });

  it('decompresses', async () => {
    vendor.answer({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"ok":true}') });
    const { value, body } = await transport().call(account(), LIMITS, call());
    expect([value, body.toString()]).toEqual(['{"ok":true}', '{"ok":true}']);
  });

  it('gives the connector UTF-8, and keeps what came', async () => {
    const gbk = Buffer.from('7b2261223a22d5c5c8fd227d', 'hex');
    vendor.answer({ headers: { 'content-type': 'text/plain;charset=GBK' }, body: gbk });
    const { value, body } = await transport().call(account(), LIMITS, call());
    expect([value, body]).toEqual(['{"a":"张三"}', gbk]);
  });

  it.each([
    [
      { status: 302, body: '<html><title>Moved</title>' },
      /^redirected \(answered HTTP 302 \(text\/html: Moved\)\)/,
    ],
    [
      { status: 502, body: gzipSync('<html><title>Bad Gateway</title>'), gzip: true },
      /text\/html: Bad Gateway/,
    ],
    [{ status: 404, body: '' }, /^answered HTTP 404 \(empty\)/],
    [{ status: 403, body: 'torn', gzip: true }, /^answered HTTP 403 \(text\/html\)/],
    [{ status: 404, body: '<title>toy-secret-value is wrong</title>' }, /text\/html: … is wrong/],
  ] as const)('says what came in the place of an answer: %j', async (script, words) => {
    const { status, body } = script;
    const headers = {
      'content-type': 'text/html',
      ...('gzip' in script ? { 'content-encoding': 'gzip' } : {}),
    };
    vendor.answer({ status, body, headers });
    const secretive = account({ config: { key: 'toy-secret-value' } });
    const error = await failing(transport().call(secretive, LIMITS, call('write')));
    expect(error.message).toMatch(words);
  });

  it('reports each attempt once, without query or bodies', async () => {
    vendor.answer({ status: 502 }, { body: 'four' });
    await transport().call(account(), LIMITS, call());
    const common = {
      accountId: 'a1',
      connector: 'toy',
      operation: 'orders.get',
      durationMs: expect.any(Number),
    };
    expect(events).toEqual([
      { ...common, attempt: 1, status: 502, code: 'unavailable', bytes: 0 },
      { ...common, attempt: 2, status: 200, code: null, bytes: 4 },
    ]);
  });

  it('is not harmed by an observer that throws', async () => {
    vendor.answer({ body: 'ok' });
    const observe = () => {
      throw new Error('log disk full');
    };
    await expect(transport({ observe }).call(account(), LIMITS, call('write'))).resolves.toMatchObject({
      value: 'ok',
    });
  });

  it('learns the vendor’s clock', async () => {
    vendor.answer({ headers: { date: 'Fri, 05 Jan 2024 01:31:00 GMT' }, body: 'ok' });
    const made = transport();
    expect(made.vendorClockOffset('a1')).toBeUndefined();
    await made.call(account(), LIMITS, call());
    expect(made.vendorClockOffset('a1')).toBe(60_500);
    expect(made.vendorClockOffset('a2')).toBeUndefined();
  });

  it('learns no clock while our own clocks are apart', async () => {
    vendor.answer({ headers: { date: 'Fri, 05 Jan 2024 01:31:00 GMT' }, body: 'ok' });
    const made = transport();
    time.aheadMs = 1_001;
    await made.call(account(), LIMITS, call());
    expect(made.vendorClockOffset('a1')).toBeUndefined();
    time.aheadMs = 1_000;
    await made.call(account(), LIMITS, call());
    expect(made.vendorClockOffset('a1')).toBeGreaterThan(60_000);
  });

  it('lets a request be signed by the vendor’s clock, from the second one on', async () => {
    vendor.answer({ headers: { date: 'Fri, 05 Jan 2024 01:31:00 GMT' }, body: 'ok' });
    const [made, seen] = [transport(), [] as number[]];
    const signing = {
      ...call(),
      build: (now: Date, vendorNow: Date) => {
        seen.push(vendorNow.getTime() - now.getTime());
        return call().build(now, vendorNow);
      },
    };
    await made.call(account(), LIMITS, signing);
    await made.call(account(), LIMITS, signing);
    expect(seen).toEqual([0, 60_500]);
  });
});

describe('a write that may be too late', () => {
  const until = (ms: number) => ({
    ...call('write'),
    writeBefore: new Date(time.now().getTime() + ms),
  });

  it('is sent before, and not at or after', async () => {
    vendor.answer({ body: 'ok' });
    await transport().call(account(), LIMITS, until(1));
    expect(await failing(transport().call(account(), LIMITS, { ...until(0), once: true }))).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('too late'),
    });
    expect(vendor.received).toHaveLength(1);
  });

  it('is judged by the later of our clocks: a resumed machine’s own time may have stood still', async () => {
    vendor.answer({ body: 'ok' });
    const write = { ...until(30_000), once: true };
    time.aheadMs = 30_000;
    expect((await failing(transport().call(account(), LIMITS, write))).code).toBe('unavailable');
    expect(vendor.received).toEqual([]);
    time.aheadMs = 29_999;
    await transport().call(account(), LIMITS, write);
    expect(vendor.received).toHaveLength(1);
  });
});

describe('trying again', () => {
  it('a read is tried twice more, each time built anew, with a pause between', async () => {
    vendor.answer({ status: 500 });
    expect((await failing(transport().call(account(), LIMITS, call()))).code).toBe('unavailable');
    expect(new Set(vendor.received.map(({ headers }) => headers['x-nonce'])).size).toBe(3);
    expect(time.pauses).toEqual([125, 250]);
  });

  it('sentAt is that of the answered attempt', async () => {
    vendor.answer('reset', { body: 'ok' });
    const startedAt = time.now();
    const { sentAt } = await transport().call(account(), LIMITS, call());
    expect(sentAt.getTime()).toBe(startedAt.getTime() + 125);
  });

  it.each([
    [401, 1],
    [404, 1],
    [429, 1],
    [503, 1],
    [408, 3],
    [500, 3],
    [502, 3],
    [504, 3],
  ])('HTTP %d is tried %d times for a read', async (status, attempts) => {
    vendor.answer({ status });
    await failing(transport().call(account(), LIMITS, call()));
    expect(vendor.received).toHaveLength(attempts);
  });

  it.each([
    [429, 'rate_limited'],
    [503, 'unavailable'],
  ] as const)(
    'after HTTP %d the account is left alone for as long as a Retry-After says',
    async (status, code) => {
      const made = transport();
      for (const [wish, waitMs] of [
        ['1.5', 1500],
        ['30.0', 30_000],
        ['3600', 3_600_000],
      ] as const) {
        const before = vendor.received.length;
        vendor.answer({ status, headers: { 'retry-after': wish } }, { body: 'ok' });
        expect(await failing(made.call(account(), LIMITS, call()))).toMatchObject({
          code,
          retryAfterMs: waitMs,
        });
        expect(vendor.received).toHaveLength(before + 1);
        time.advance(Math.max(0, waitMs - 10_001));
        if (waitMs > 10_000)
          expect((await failing(made.call(account(), LIMITS, call()))).code).toBe('rate_limited');
        expect(vendor.received).toHaveLength(before + 1);
        time.advance(10_001);
        await made.call(account(), LIMITS, call());
      }
    },
  );

  it('without a usable wish an account that calls too often rests longer each time', async () => {
    vendor.answer({ status: 429, headers: { 'retry-after': 'soon' } });
    const made = transport();
    for (let tries = 0; tries < 60; tries += 1) {
      await failing(made.call(account(), LIMITS, call()));
      time.advance(1000);
    }
    expect(vendor.received.length).toBeLessThan(10);
  });

  it('and again without a pause once what is held against it is forgotten', async () => {
    vendor.answer({ status: 429, headers: { 'retry-after': '3600' } }, { body: 'ok' });
    const made = transport();
    await failing(made.call(account(), LIMITS, call()));
    made.forget('a1');
    await expect(made.call(account(), LIMITS, call())).resolves.toBeDefined();
    expect(time.elapsedMs()).toBeLessThan(10);
  });

  it('nothing is repeated of a call that is to be made once', async () => {
    for (const script of ['reset', { status: 500 }, { status: 429 }] as const) {
      const before = vendor.received.length;
      vendor.answer(script);
      await failing(transport().call(account(), LIMITS, { ...call(), once: true }));
      expect(vendor.received).toHaveLength(before + 1);
    }
  });

  it('what a call itself decides not to send is no attempt', async () => {
    const build = () => {
      throw new ConnectorError('auth_failed', 'its token is over');
    };
    const before = vendor.received.length;
    expect((await failing(transport().call(account(), LIMITS, { ...call(), build }))).code).toBe(
      'auth_failed',
    );
    expect([vendor.received.length, events]).toEqual([before, []]);
  });

  it('a vendor’s own codes follow the same table', async () => {
    vendor.answer({ body: 'x' });
    const refuse = (code: ConnectorError['code']) =>
      call('write', {
        read: () => {
          throw new ConnectorError(code, 'refused');
        },
      });
    for (const [code, attempts] of [
      ['invalid_signature', 2],
      ['rate_limited', 1],
      ['rejected', 1],
      ['unavailable', 1],
    ] as const) {
      const before = vendor.received.length;
      expect((await failing(transport().call(account(), LIMITS, refuse(code)))).code).toBe(code);
      expect(vendor.received).toHaveLength(before + attempts);
    }
  });
});

describe('a write', () => {
  it.each([
    'hang',
    'stall',
    'reset',
    { status: 500 },
    { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'no' },
  ] as const)('that may have arrived (%j) has an unknown outcome and is not repeated', async (script) => {
    vendor.answer(script);
    expect((await failing(transport().call(account(), LIMITS, call('write')))).code).toBe('outcome_unknown');
    expect(vendor.received).toHaveLength(1);
  });

  it('that was never sent is unavailable, and is tried again', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const baseUrl = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
    nobody.close();
    await once(nobody, 'close');
    const error = await failing(transport().call(account({ baseUrl }), LIMITS, call('write')));
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('nothing listens') });
    expect(events).toHaveLength(3);
  });

  it('that waited for a connection until its deadline is not sent afterwards', async () => {
    const made = transport({ settings: { connectionsPerOrigin: 1 } });
    vendor.answer('hang', { body: 'ok' });
    vendor.onSilence = () => undefined;
    const first = failing(made.call(account(), LIMITS, call('write')));
    await waitFor(() => vendor.received.length === 1);
    const second = made.call(account({ id: 'a2' }), LIMITS, call('write'));
    await waitFor(() => time.waiting === 2);
    const waitingNonce = String(built);
    time.expire();
    expect((await first).code).toBe('outcome_unknown');
    await expect(second).resolves.toMatchObject({ value: 'ok' });
    expect(events.map(({ accountId, code }) => [accountId, code])).toEqual([
      ['a1', 'outcome_unknown'],
      ['a2', 'unavailable'],
      ['a2', null],
    ]);
    expect(vendor.received).toHaveLength(2);
    expect(vendor.received.map(({ headers }) => headers['x-nonce'])).not.toContain(waitingNonce);
  });
});

/** Lets the event loop turn until it is so. */
async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('the bounds of an answer', () => {
  it('is cut off when it grows too large, plain or compressed', async () => {
    const made = transport({ settings: { maxAnswerBytes: 1000 } });
    vendor.answer({ body: 'x'.repeat(100_000) });
    expect(await failing(made.call(account(), LIMITS, call()))).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('larger than 1000 bytes'),
    });
    vendor.answer({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(100_000)) });
    expect((await failing(made.call(account(), LIMITS, call()))).code).toBe('invalid_response');
    vendor.answer({ body: 'x'.repeat(1000) });
    await expect(made.call(account(), LIMITS, call())).resolves.toBeDefined();
  });

  it('undici’s own deadline for headers holds as well', async () => {
    vendor.answer('hang');
    vendor.onSilence = () => undefined;
    const made = transport({ settings: { headersTimeoutMs: 50 } });
    expect((await failing(made.call(account(), LIMITS, call('write')))).message).toContain(
      'did not answer in time',
    );
  });

  it('a redirect is not followed', async () => {
    vendor.answer({ status: 302, headers: { location: `${vendor.origin}/else` } });
    expect(await failing(transport().call(account(), LIMITS, call()))).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('redirects are not followed'),
    });
    expect(vendor.received).toHaveLength(1);
  });
});

describe('what the caller got wrong', () => {
  it.each([
    ['a base URL that is none', { baseUrl: 'vendor' }, {}, /base URL/],
    ['a refused address', { baseUrl: 'https://169.254.169.254' }, {}, /neither public nor inside/],
    [
      'a header with a line break',
      {},
      { headers: { 'x-key': 'a\r\nb: c' } },
      /characters that HTTP does not allow/,
    ],
    ['a path that is none', {}, { path: 'api' }, /characters that HTTP does not allow/],
  ])('%s is invalid_config, and nothing is sent', async (_what, accountPart, requestPart, message) => {
    const build = () => ({ method: 'POST' as const, path: '/', headers: {}, ...requestPart });
    const error = await failing(transport().call(account(accountPart), LIMITS, call('read', { build })));
    expect(error).toMatchObject({ code: 'invalid_config', message: expect.stringMatching(message) });
    expect(vendor.received).toHaveLength(0);
  });

  it('a builder that throws is named by its class alone', async () => {
    const build = () => {
      throw new RangeError('key k3y is short');
    };
    const error = await failing(transport().call(account(), LIMITS, call('read', { build })));
    expect(error).toMatchObject({
      code: 'invalid_config',
      message: 'the request could not be built (RangeError)',
    });
  });

  it('https to a server without TLS says so', async () => {
    const baseUrl = vendor.origin.replace('http:', 'https:');
    const error = await failing(transport().call(account({ baseUrl }), LIMITS, call('write')));
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('does not speak TLS'),
    });
  });

  it('a name that nobody has says so', async () => {
    const outbound = new OutboundPolicy([], (_host, _options, callback) => {
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    });
    const error = await failing(
      transport({ outbound }).call(account({ baseUrl: 'https://vendor.example' }), LIMITS, call()),
    );
    expect(error.message).toBe('no connection to vendor.example: its name is unknown (DNS)');
  });
});

describe('the lines of accounts', () => {
  it('a failing account is not called while its breaker is open; others are', async () => {
    vendor.answer({ status: 500 });
    const made = transport();
    for (let tries = 0; tries < 7; tries += 1) await failing(made.call(account(), LIMITS, call()));
    const before = vendor.received.length;
    expect(before).toBe(20);
    expect(await failing(made.call(account(), LIMITS, call()))).toMatchObject({
      code: 'unavailable',
      retryAfterMs: expect.any(Number),
    });
    expect(vendor.received).toHaveLength(before);
    vendor.answer({ body: 'ok' });
    await expect(made.call(account({ id: 'a2' }), LIMITS, call())).resolves.toBeDefined();
    time.advance(10_000);
    await expect(made.call(account(), LIMITS, call())).resolves.toBeDefined();
  });

  it('a request that could not be built does not pass for a sign of life', async () => {
    vendor.answer({ status: 500 });
    const made = transport();
    for (let tries = 0; tries < 7; tries += 1) await failing(made.call(account(), LIMITS, call()));
    time.advance(10_000);
    const build = () => {
      throw new ConnectorError('invalid_config', 'no key');
    };
    expect((await failing(made.call(account(), LIMITS, call('read', { build })))).code).toBe(
      'invalid_config',
    );
    await failing(made.call(account(), LIMITS, call('write')));
    const before = vendor.received.length;
    expect((await failing(made.call(account(), LIMITS, call('write')))).code).toBe('unavailable');
    expect(vendor.received).toHaveLength(before);
  });

  it('business refusals do not open the breaker', async () => {
    vendor.answer({ body: 'no' });
    const made = transport();
    const read = () => {
      throw new ConnectorError('rejected', 'no');
    };
    for (let tries = 0; tries < 30; tries += 1) {
      expect((await failing(made.call(account(), LIMITS, call('write', { read })))).code).toBe('rejected');
    }
  });

  it('calls of one account keep its rate', async () => {
    vendor.answer({ body: 'ok' });
    const made = transport();
    for (let tries = 0; tries < 5; tries += 1) {
      await made.call(account(), { requestsPerSecond: 20, concurrency: 2 }, call());
    }
    expect(time.elapsedMs()).toBe(200);
  });
});
