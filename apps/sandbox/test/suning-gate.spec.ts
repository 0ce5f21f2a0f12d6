import { SandboxFixture } from './sandbox-fixture.js';
import { ask, codeOf, DAY, jsonBody, MERCHANT, METHOD, NO_RESULT, postRaw } from './suning-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await merchant();
});
afterEach(() => fixture.close());

const merchant = (settings: object = {}) =>
  fixture.control('/suning/merchants', { ...MERCHANT, ...settings });
const codeWith = async (headers: Record<string, string | null>) =>
  codeOf(await ask(fixture, {}, { headers }));

describe('the headers', () => {
  it.each([
    ['sys.check.header-param:null', { AppMethod: null }],
    ['sys.check.header-param:null', { AppKey: null }],
    ['sys.check.missing-parameter:apiversion', { VersionNo: null }],
    ['sys.check.missing-parameter:apiversion', { VersionNo: 'v1.3' }],
    ['sys.check.missing-parameter:appRequestTime', { AppRequestTime: null }],
    ['sys.check.app-sign:null', { signInfo: null }],
    ['sys.check.api-permission:inexistence', { AppMethod: 'suning.custom.category.query' }],
    ['sys.check.user-permission:inexistence', { AppKey: 'nobody' }],
    ['sys.check.app-time:error', { AppRequestTime: '20240105093005' }],
    ['sys.check.app-time:error', { AppRequestTime: '2024-01-05 09:20:04' }],
    ['sys.check.app-time:error', { AppRequestTime: '2024-01-05 09:40:06' }],
    ['sys.check.request-params:error', { Format: 'yaml' }],
  ])('%s for %o', async (code, headers) => {
    const answer = await ask(fixture, {}, { headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(code);
    expect((await fixture.get('/suning/calls')).json.counts).toEqual({ [code]: 1 });
  });

  it('may be ten minutes off, both ways', async () => {
    for (const AppRequestTime of ['2024-01-05 09:20:05', '2024-01-05 09:40:05']) {
      expect(await codeWith({ AppRequestTime })).toBe(NO_RESULT);
    }
  });

  it('are asked for in one order', async () => {
    const nothing = { VersionNo: null, AppRequestTime: null, signInfo: null };
    expect(await codeWith({ ...nothing, AppKey: null })).toBe('sys.check.header-param:null');
    expect(await codeWith(nothing)).toBe('sys.check.missing-parameter:apiversion');
    expect(await codeWith({ ...nothing, VersionNo: 'v1.2' })).toBe(
      'sys.check.missing-parameter:appRequestTime',
    );
  });

  it('may have the method at the end of the path, if it is the same one', async () => {
    const at = (path: string) => ask(fixture, {}, { path });
    expect(codeOf(await at(`/api/http/sopRequest/${METHOD}`))).toBe(NO_RESULT);
    expect(codeOf(await at('/api/http/sopRequest/suning.other'))).toBe(
      'sys.check.api-permission:inexistence',
    );
  });

  it('choose the format of the answer, XML where there is none', async () => {
    const textWith = async (Format: string | null) => (await ask(fixture, {}, { headers: { Format } })).text;
    expect(await textWith(null)).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><sn_responseContent>/);
    expect(await textWith('XML')).toMatch(/^<\?xml/);
    expect(await textWith('JSON')).toMatch(/^\{"sn_responseContent":/);
  });
});

describe('the signature', () => {
  const body = jsonBody(DAY);

  it('must be of the merchant’s secret, in lower case, over these very bytes', async () => {
    expect(codeOf(await postRaw(fixture, body, { secret: 'other' }))).toBe('sys.check.app-sign:error');
    const upper = { signInfo: 'D4B21E00A625FF545957692F89327F73' };
    expect(codeOf(await postRaw(fixture, body, { headers: upper }))).toBe('sys.check.app-sign:error');
  });

  it('is SN-1 over the wire', async () => {
    const sn1 = jsonBody({
      orderSource: '201',
      startTime: '2024-01-05 00:00:00',
      endTime: '2024-01-05 23:59:59',
      queryType: '0',
      pageSize: '50',
      pageNo: '1',
    });
    const headers = {
      AppRequestTime: '2024-01-05 09:30:00',
      signInfo: 'd4b21e00a625ff545957692f89327f73',
    };
    expect(codeOf(await postRaw(fixture, sn1, { headers }))).toBe(NO_RESULT);
    expect(codeOf(await postRaw(fixture, `${sn1} `, { headers }))).toBe('sys.check.app-sign:error');
  });
});

describe('what the merchant may do', () => {
  it('asks for the access token where the application needs one', async () => {
    await merchant({ accessToken: 'token-1' });
    expect(await codeWith({})).toBe('sys.check.user-permission:inexistence');
    expect(await codeWith({ access_token: 'token-2' })).toBe('sys.check.user-permission:inexistence');
    expect(await codeWith({ access_token: 'token-1' })).toBe(NO_RESULT);
    await merchant({ accessToken: 'token-1', tokenExpired: true });
    expect(await codeWith({ access_token: 'token-1' })).toBe('sys.check.user-permission:overdue');
  });

  it('refuses an application that may not call it', async () => {
    await merchant({ authorised: false });
    expect(await codeWith({})).toBe('sys.check.method-permission:authority');
  });

  it('has so many calls in one second', async () => {
    await merchant({ ratePerSecond: 2 });
    const codes = [];
    for (let call = 0; call < 3; call += 1) codes.push(await codeWith({}));
    expect(codes).toEqual([NO_RESULT, NO_RESULT, 'sys.controller.api-frequency:limit']);
    fixture.clock.advance(1_000);
    expect(await codeWith({})).toBe(NO_RESULT);
    expect((await fixture.get('/suning/calls?appKey=demo-app-key')).json.counts).toEqual({
      [NO_RESULT]: 3,
      'sys.controller.api-frequency:limit': 1,
    });
  });

  it('has so many calls in one Shanghai day, refused ones not among them', async () => {
    await merchant({ dailyLimit: 3, ratePerSecond: 1 });
    expect(await codeWith({})).toBe(NO_RESULT);
    expect(await codeWith({})).toBe('sys.controller.api-frequency:limit');
    expect(await codeWith({ AppKey: 'nobody' })).toBe('sys.check.user-permission:inexistence');
    await fixture.control('/suning/quota', { appKey: MERCHANT.appKey, usedToday: 2 }, 'PUT');
    await merchant({ dailyLimit: 3 });
    expect(await codeWith({})).toBe(NO_RESULT);
    expect(await codeWith({})).toBe('sys.controller.api-request:limit');
    expect((await fixture.get('/suning/merchants')).json.items).toMatchObject([{ usedToday: 3 }]);
    fixture.clock.advance(15 * 3_600_000);
    expect(await codeWith({})).toBe(NO_RESULT);
    expect((await fixture.get('/suning/merchants')).json.items).toMatchObject([{ usedToday: 1 }]);
  });
});

describe('the vendor’s own clock', () => {
  const dateOf = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`${fixture.sandbox.url}/api/http/sopRequest`, { method: 'POST', headers });
    return Date.parse(answer.headers.get('date') ?? '');
  };

  it('is in the Date header', async () => {
    expect(await dateOf()).toBe(fixture.clock.now());
  });

  it('may be ahead of everybody’s, and is what requests are held against', async () => {
    await merchant({ clockOffsetMs: 900_000 });
    expect(await dateOf({ AppKey: MERCHANT.appKey })).toBe(fixture.clock.now() + 900_000);
    expect(await codeWith({})).toBe('sys.check.app-time:error');
    expect(await codeWith({ AppRequestTime: '2024-01-05 09:45:05' })).toBe(NO_RESULT);
    const order = await fixture.control('/suning/orders', { appKey: MERCHANT.appKey, orderSource: 301 });
    expect(order).toMatchObject({ changedAt: '2024-01-05T09:45:05+08:00' });
  });
});
