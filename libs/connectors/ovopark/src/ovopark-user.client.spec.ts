import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { AttemptEvent } from '#connectors-core/http-transport.js';
import { OPEN_GATE } from '#connectors-core/testing/open-gate.js';
import { HttpTransport } from '#connectors-core/http-transport.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { declaredHiding } from '#connectors-core/request-hiding.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import { ScriptedVendor } from '#connectors-core/testing/scripted-vendor.js';
import { TestTime } from '#connectors-core/testing/test-time.js';
import type { Transport } from '#connectors-core/transport.js';
import {
  coded,
  credentials,
  fixture,
  MOBILE_LOGIN,
  ovoparkAccount,
  ScriptedGateway,
  SEARCH_POS,
  withData,
} from '../../../../test/fixtures/ovopark/ovopark-gateway.js';
import { OvoparkClient } from './ovopark.client.js';
import { ovoparkConnector, ovoparkDeclaration } from './ovopark.connector.js';
import { OvoparkSalesSink } from './ovopark.sales-sink.js';
import { OvoparkUserClient } from './ovopark-user.client.js';
import type { Question } from './ovopark-user.client.js';

const MINUTE_MS = 60_000;
const QUESTION: Question<string> = { method: SEARCH_POS, params: { a: '1' }, read: ({ code }) => code };
const TOKEN = 'fixture-token-0001';
const RENEWED = 'fixture-token-0002';

function asking(settings: Readonly<Record<string, unknown>> = {}) {
  const gateway = new ScriptedGateway()
    .answer(MOBILE_LOGIN, fixture('login.token'), fixture('login.renewed'))
    .answer(SEARCH_POS, withData([]));
  const user = new OvoparkUserClient(new OvoparkClient(gateway));
  const ask = (changed: object = {}, id = 'a1') =>
    user.ask(QUESTION, ovoparkAccount({ ...settings, ...changed }, id));
  const logins = () => gateway.of(MOBILE_LOGIN).length;
  const tokens = (header = 'authenticator') => gateway.of(SEARCH_POS).map(({ headers }) => headers[header]);
  return { gateway, user, ask, logins, tokens };
}

const failure = async (call: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (error instanceof ConnectorError) return error;
  throw new Error(`was answered: ${inspect(error)}`);
};

describe('the token of a user', () => {
  it('comes from a signed login with the password’s MD5, and goes into the header', async () => {
    const { gateway, ask, tokens } = asking();
    expect((await ask()).value).toBe('0');
    const [login, search] = gateway.sent;
    const password = createHash('md5')
      .update(credentials['password'] ?? '')
      .digest('hex');
    expect(password).toMatch(/^[0-9a-f]{32}$/);
    expect(login).toMatchObject({
      method: MOBILE_LOGIN,
      form: { _mt: MOBILE_LOGIN, _version: 'v1', userName: 'fixture-user-0001', password },
    });
    expect(login?.form['_sig']).toMatch(/^[0-9A-F]{32}$/);
    expect(login?.headers).not.toHaveProperty('authenticator');
    expect(search?.form).toMatchObject({ _mt: SEARCH_POS, a: '1' });
    expect(tokens()).toEqual([TOKEN]);
    expect(inspect(gateway.sent, { depth: 5 })).not.toContain(credentials['password']);
  });

  it('by the account’s word comes from ssoLogin and goes into another header', async () => {
    const sso = 'open.shopweb.security.ssoLogin';
    const { gateway, ask, tokens } = asking({ loginMethod: 'ssoLogin', tokenHeader: 'Ovo-Authorization' });
    gateway.answer(sso, fixture('login.sso'));
    await ask();
    expect(gateway.of(sso)[0]?.form).toMatchObject({ userName: 'fixture-user-0001', _version: 'v1' });
    expect(tokens('Ovo-Authorization')).toEqual(['fixture-token-0003']);
  });

  it('is fetched once, however many ask at once, and kept', async () => {
    const { ask, logins, tokens } = asking();
    await Promise.all([ask(), ask(), ask(), ask()]);
    await ask();
    expect(logins()).toBe(1);
    expect(tokens()).toEqual(Array<string>(5).fill(TOKEN));
  });

  it('is each account’s own, and another one after the settings changed', async () => {
    const { gateway, ask, logins } = asking();
    gateway.answer(MOBILE_LOGIN, fixture('login.token'));
    await Promise.all([ask({}, 'a1'), ask({}, 'a2')]);
    expect(logins()).toBe(2);
    await ask({ password: 'another' }, 'a1');
    expect(logins()).toBe(3);
    await ask({}, 'a2');
    expect(logins()).toBe(3);
  });

  it('is renewed when the account’s bound is reached, before it is sent again', async () => {
    const { gateway, ask, logins, tokens } = asking({ tokenMinutes: 45 });
    await ask();
    gateway.pass(45 * MINUTE_MS - 1);
    await ask();
    expect(logins()).toBe(1);
    gateway.pass(1);
    await Promise.all([ask(), ask(), ask()]);
    expect(logins()).toBe(2);
    expect(tokens()).toEqual([TOKEN, TOKEN, RENEWED, RENEWED, RENEWED]);
  });

  it('lives 30 minutes where nobody says how long', async () => {
    const { gateway, ask, logins } = asking();
    for (const [ms, expected] of [
      [0, 1],
      [30 * MINUTE_MS - 1, 1],
      [1, 2],
    ] as const) {
      gateway.pass(ms);
      await ask();
      expect(logins()).toBe(expected);
    }
  });

  const endingAt = (end: unknown): string => withData({ token: TOKEN, tokenExpirationTimestamp: end });
  const START = new ScriptedGateway().now.getTime();
  const TWO_HOURS = 120 * MINUTE_MS;

  it.each([
    ['in milliseconds', START + TWO_HOURS, TWO_HOURS],
    ['as text', String(START + TWO_HOURS), TWO_HOURS],
    ['in seconds', Math.floor((START + TWO_HOURS) / 1000), TWO_HOURS - 750],
    ['in the past', START - 1, 30.5 * MINUTE_MS],
    ['as no time', 'soon', 30.5 * MINUTE_MS],
    ['as something else', 7200, 30.5 * MINUTE_MS],
    ['not at all', null, 30.5 * MINUTE_MS],
  ])('whose end is told %s is renewed half a minute before', async (_how, told, endsAfter) => {
    const { gateway, ask, logins } = asking();
    gateway.answer(MOBILE_LOGIN, endingAt(told));
    await ask();
    gateway.pass(endsAfter - 30_001);
    await ask();
    expect(logins()).toBe(1);
    gateway.pass(1);
    await ask();
    expect(logins()).toBe(2);
  });
});

describe('the vendor’s words', () => {
  it('are heard as far as their first 2,000 characters', async () => {
    const { gateway, user } = asking();
    gateway.answer(SEARCH_POS, coded(0, 'x'.repeat(100_000)));
    const heard = await user.ask({ ...QUESTION, read: ({ words }) => words }, ovoparkAccount());
    expect(heard.value).toBe('x'.repeat(2_000));
  });
});

describe('a token that is refused', () => {
  it.each([
    ['by its code', fixture('failure.token')],
    ['by its code as text', coded('9990001', 'NAME')],
    ['by a name like it', coded(9990007, 'TOKEN_EXPIRED')],
    ['by such a name in the result alone', coded(0, 'SUCCESS', 'TOKEN_NOT_EXIST')],
    ['by HTTP 401', new ConnectorError('auth_failed', 'answered HTTP 401')],
  ])('%s is renewed once, and the question is to be asked again at once', async (_how, refusal) => {
    const { gateway, ask, logins, tokens } = asking();
    gateway.answer(SEARCH_POS, refusal, withData([]));
    expect(await failure(ask())).toMatchObject({
      code: 'unavailable',
      retryAfterMs: 0,
      message: expect.stringContaining('the token was refused, and a new one was fetched'),
    });
    expect([logins(), tokens()]).toEqual([2, [TOKEN]]);
    expect((await ask()).value).toBe('0');
    expect([logins(), tokens()]).toEqual([2, [TOKEN, RENEWED]]);
  });

  it('costs one call of the vendor’s each time it is asked with', async () => {
    const { gateway, ask } = asking();
    gateway.answer(SEARCH_POS, fixture('failure.token'));
    for (let asked = 1; asked <= 2; asked += 1) {
      await failure(ask());
      expect(gateway.of(SEARCH_POS)).toHaveLength(asked);
    }
  });

  it('is renewed by one login for all who had it', async () => {
    const { gateway, ask, logins } = asking();
    await ask();
    gateway.answer(SEARCH_POS, ...Array<string>(3).fill(fixture('failure.token')), withData([]));
    const errors = await Promise.all([failure(ask()), failure(ask()), failure(ask())]);
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('unavailable'));
    await Promise.all([ask(), ask(), ask()]);
    expect(logins()).toBe(2);
  });

  it('fresh from the login is an error, and no reason to log in for ten minutes', async () => {
    const { gateway, ask, logins } = asking();
    gateway.answer(SEARCH_POS, fixture('failure.token'));
    await failure(ask());
    gateway.pass(MINUTE_MS);
    const refused = { code: 'auth_failed', vendorCode: '9990001' };
    expect(await failure(ask())).toMatchObject({ ...refused, retryAfterMs: 10 * MINUTE_MS });
    gateway.pass(10 * MINUTE_MS - 1);
    expect(await failure(ask())).toMatchObject({ ...refused, retryAfterMs: 1 });
    expect([logins(), gateway.of(SEARCH_POS).length]).toEqual([2, 2]);
    gateway.pass(1);
    gateway.answer(SEARCH_POS, withData([]));
    expect((await ask()).value).toBe('0');
    expect(logins()).toBe(3);
  });

  it('is one of those too when the fresh one’s time was over before it was sent', async () => {
    const { gateway, ask } = asking();
    gateway.answer(SEARCH_POS, fixture('failure.token'));
    expect((await failure(ask())).code).toBe('unavailable');
    gateway.pass(30 * MINUTE_MS);
    expect((await failure(ask())).code).toBe('auth_failed');
  });

  it('is as good as refused when its time is over as soon as it comes, twice', async () => {
    const { gateway, logins } = asking();
    gateway.answer(MOBILE_LOGIN, withData({ token: TOKEN }));
    const slow: Transport = {
      call: async (...called) => {
        const result = await gateway.call(...called);
        gateway.pass(MINUTE_MS);
        return result;
      },
    };
    const user = new OvoparkUserClient(new OvoparkClient(slow));
    const ask = () => failure(user.ask(QUESTION, ovoparkAccount({ tokenMinutes: 1 })));
    expect(await ask()).toMatchObject({ code: 'auth_failed', retryAfterMs: 10 * MINUTE_MS });
    expect(await ask()).toMatchObject({ code: 'auth_failed', retryAfterMs: 10 * MINUTE_MS });
    expect([logins(), gateway.of(SEARCH_POS).length]).toEqual([2, 0]);
  });

  it('is the login’s failure where no new one can be had', async () => {
    const { gateway, ask, logins } = asking();
    gateway.answer(MOBILE_LOGIN, fixture('login.token'), fixture('failure.password'));
    gateway.answer(SEARCH_POS, fixture('failure.token'));
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await failure(ask())).toMatchObject({ vendorCode: '103095', retryAfterMs: 10 * MINUTE_MS });
    }
    expect([logins(), gateway.of(SEARCH_POS).length]).toEqual([2, 1]);
  });

  it('is not what a wrong key or a wrong signature is', async () => {
    const { gateway, ask, logins } = asking();
    gateway.answer(
      SEARCH_POS,
      new ConnectorError('auth_failed', 'the developer key is not valid', { vendorCode: '2' }),
    );
    expect((await failure(ask())).vendorCode).toBe('2');
    expect(logins()).toBe(1);
  });
});

describe('a login that fails', () => {
  it.each([
    ['103094', fixture('failure.user-name')],
    ['103095', fixture('failure.password')],
    ['103099', coded(103099, 'USER_LOCKED')],
    [undefined, fixture('login.refused-without-a-code')],
    ['isError', '{"stat":{"code":0,"codename":"SUCCESS"},"isError":true,"message":"no"}'],
  ])('with %s is auth_failed, and is not tried again for ten minutes', async (vendorCode, answer) => {
    const { gateway, ask, logins } = asking();
    gateway.answer(MOBILE_LOGIN, answer);
    const errors = await Promise.all([failure(ask()), failure(ask()), failure(ask())]);
    errors.push(await failure(ask()));
    gateway.pass(10 * MINUTE_MS - 1);
    errors.push(await failure(ask()));
    for (const error of errors) expect(error).toMatchObject({ code: 'auth_failed', vendorCode });
    expect(errors.at(-1)?.retryAfterMs).toBe(1);
    expect(errors[0].retryAfterMs).toBe(10 * MINUTE_MS);
    expect(gateway.sent).toHaveLength(1);
    gateway.pass(1);
    await failure(ask());
    expect(logins()).toBe(2);
  });

  it('is tried at once with other settings', async () => {
    const { gateway, ask, logins } = asking();
    gateway.answer(MOBILE_LOGIN, fixture('failure.password'), fixture('login.token'));
    await failure(ask());
    expect((await ask({ password: 'corrected' })).value).toBe('0');
    expect(logins()).toBe(2);
  });

  it.each([
    ['unavailable', coded(-500)],
    ['rate_limited', coded(-100)],
    ['invalid_response', '<html>'],
    ['invalid_response', withData({ enterpriseId: 11 })],
    ['invalid_response', withData({ token: 'two\nlines' })],
    ['invalid_response', withData(null)],
    ['invalid_response', withData({ token: TOKEN, menu: 'x'.repeat(2 * 1024 * 1024) })],
    ['invalid_response', withData({ token: TOKEN, menus: Array(50_000).fill(1) })],
  ])('as %s is tried again after half a minute', async (code, answer) => {
    const { gateway, ask, logins } = asking();
    gateway.answer(MOBILE_LOGIN, answer, fixture('login.token'));
    expect((await failure(ask())).code).toBe(code);
    gateway.pass(29_999);
    expect((await failure(ask())).code).toBe(code);
    expect(logins()).toBe(1);
    gateway.pass(1);
    expect((await ask()).value).toBe('0');
  });

  it('by the account’s wrong key says so', async () => {
    const { gateway, ask } = asking();
    gateway.answer(MOBILE_LOGIN, coded(12));
    expect(await failure(ask())).toMatchObject({ code: 'invalid_config', vendorCode: '12' });
  });

  it('shows neither password, hash nor user, and no question shows the token', async () => {
    const { gateway, user, ask } = asking();
    const hash = createHash('md5')
      .update(credentials['password'] ?? '')
      .digest('hex');
    const sent = [hash, credentials['password'], credentials['userName']];
    gateway.answer(MOBILE_LOGIN, coded(103095, 'PASSWORD_ERROE', sent.join(' ')), fixture('login.token'));
    expect(inspect(await failure(ask()))).not.toMatch(new RegExp(sent.join('|')));
    gateway.pass(10 * MINUTE_MS);
    gateway.answer(SEARCH_POS, coded(208999, 'NO', `${TOKEN} fixture-user-0001`));
    const refusing: Question<never> = {
      ...QUESTION,
      read: ({ words }) => {
        throw new ConnectorError('rejected', words);
      },
    };
    const { message } = await failure(user.ask(refusing, ovoparkAccount()));
    expect(message).toBe('NO … …');
  });

  it('is unknown to the reports of sales, which log nobody in', async () => {
    const { gateway, ask } = asking();
    gateway.answer(MOBILE_LOGIN, fixture('failure.password'));
    await failure(ask());
    const report = 'open.ovopark.pos.reportSalesHourly';
    gateway.answer(report, fixture('answer.accepted'));
    const receipt = await new OvoparkSalesSink(new OvoparkClient(gateway)).submit(
      {},
      ovoparkAccount(),
      new Date('2100-01-01T00:00:00Z'),
    );
    expect(receipt.vendorCode).toBe('0');
    expect(gateway.sent.map(({ method }) => method)).toEqual([MOBILE_LOGIN, report]);
    expect(gateway.of(report)[0]?.headers).not.toHaveProperty('authenticator');
  });
});

const methodOf = ({ body }: ReceivedRequest): string => new URLSearchParams(body.toString()).get('_mt') ?? '';

/** The whole connector, over HTTP. */
async function overHttp() {
  const vendor = await ScriptedVendor.start();
  const time = new TestTime();
  const events: AttemptEvent[] = [];
  const transport = new HttpTransport({
    clock: time,
    timers: time,
    random: () => 0.5,
    outbound: new OutboundPolicy(['127.0.0.0/8']),
    gate: OPEN_GATE,
    hidingOf: declaredHiding([ovoparkDeclaration]),
    observe: (event) => events.push(event),
  });
  const { source, salesSink } = ovoparkConnector(transport);
  const account = { ...ovoparkAccount(), baseUrl: vendor.origin };
  const window = { from: new Date('2024-01-05T00:00:00Z'), to: new Date('2024-01-05T01:00:00Z') };
  const page = async () => source?.pages?.page({ stream: 'D1', window, cursor: null }, account);
  const report = async () =>
    (await salesSink?.submit({}, account, new Date('2100-01-01T00:00:00Z')))?.vendorCode;
  const close = async () => {
    await vendor.close();
    await transport.close();
  };
  return { vendor, events, page, report, close };
}

describe('a login that never works', () => {
  it.each([
    ['garbage', { body: '<html>' }],
    ['HTTP 500', { status: 500 }],
    ['a wrong password', { body: fixture('failure.password') }],
  ])('leaves the reports of the same account through, while it is %s', async (_what, script) => {
    const { vendor, page, report, close } = await overHttp();
    vendor.answer((request) =>
      methodOf(request) === MOBILE_LOGIN ? script : { body: fixture('answer.accepted') },
    );
    for (let asked = 0; asked < 60; asked += 1) await failure(page());
    expect(await report()).toBe('0');
    expect(vendor.received.map(methodOf)).not.toContain(SEARCH_POS);
    await close();
  });
});

describe('tokens that are refused again and again', () => {
  it('are no trouble of the vendor’s to the circuit breaker that reports share', async () => {
    const { vendor, events, page, report, close } = await overHttp();
    let searches = 0;
    const search = () => fixture((searches += 1) % 2 === 1 ? 'failure.token' : 'page.empty');
    vendor.answer((request) => {
      const method = methodOf(request);
      if (method === SEARCH_POS) return { body: search() };
      return { body: fixture(method === MOBILE_LOGIN ? 'login.token' : 'answer.accepted') };
    });
    for (let asked = 0; asked < 30; asked += 1) {
      expect((await failure(page())).code).toBe('unavailable');
      expect((await page())?.next).toBeNull();
    }
    expect(new Set(events.map(({ code }) => code))).toEqual(new Set([null, 'auth_failed']));
    expect(await report()).toBe('0');
    await close();
  });
});
