import {
  codeOf,
  ENTERPRISE,
  LOGIN,
  logIn,
  PASSWORD_MD5,
  report,
  search,
  tokenOf,
  USER,
} from './ovopark-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await enterprise();
});
afterEach(() => fixture.close());

const enterprise = (settings: object = {}) =>
  fixture.control('/ovopark/enterprises', { ...ENTERPRISE, users: [USER], looseTypes: false, ...settings });
const NO_POS = 208_018;
const TOKEN_NOT_EXIST = 9_990_001;

describe('the login', () => {
  // [code, the parameters]
  const wrong: [number, Record<string, string | null>][] = [
    [103_094, { userName: 'nobody' }],
    [103_095, { password: USER.password }],
    [103_095, { password: PASSWORD_MD5.toUpperCase() }],
    [400_002, { userName: null }],
    [400_002, { password: '' }],
    [400_001, { mobile: '13800000000' }],
    [9, { _version: 'v2' }],
    [12, { _aid: 'DC-000001' }],
  ];

  it.each(wrong)('is refused with %i for %o', async (code, fields) => {
    const answer = await logIn(fixture, fields);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ stat: { code }, data: null });
  });

  it('names the codes as integrators saw them', async () => {
    expect((await logIn(fixture, { userName: 'x' })).json).toMatchObject({
      stat: { codename: 'USERNAME_ERROE' },
    });
    expect((await logIn(fixture, { password: 'x' })).json).toMatchObject({
      stat: { codename: 'PASSWORD_ERROE' },
    });
  });

  it('gives a token and the enterprise', async () => {
    const { json } = await logIn(fixture);
    expect(json).toMatchObject({
      stat: { code: 0, codename: 'SUCCESS' },
      data: { token: expect.stringMatching(/^[\da-f]{48}$/), enterpriseId: 11, userName: USER.userName },
    });
    expect(json.data).not.toHaveProperty('tokenExpirationTimestamp');
    await enterprise({ tellsExpiry: true, tokenTtlMs: 60_000 });
    const { data } = (await logIn(fixture)).json;
    expect(data['tokenExpirationTimestamp']).toBe(fixture.clock.now() + 60_000);
  });

  it('may go by another name', async () => {
    const loginMethod = 'open.shopweb.security.ssoLogin';
    await enterprise({ loginMethod });
    expect(codeOf(await logIn(fixture))).toBe(9);
    expect(codeOf(await logIn(fixture, { _mt: loginMethod }))).toBe(0);
  });
});

describe('the token', () => {
  it('opens the search, in the header that the enterprise has for it', async () => {
    const token = await tokenOf(fixture);
    expect(codeOf(await search(fixture, token))).toBe(NO_POS);
    await enterprise({ tokenHeader: 'Ovo-Authorization' });
    expect(codeOf(await search(fixture, token))).toBe(TOKEN_NOT_EXIST);
  });

  it.each(['', 'x', '0'.repeat(48)])('is not "%s"', async (token) => {
    await tokenOf(fixture);
    expect((await search(fixture, token)).json).toMatchObject({
      stat: { code: TOKEN_NOT_EXIST, codename: 'TOKEN_NOT_EXIST' },
      data: null,
    });
  });

  it('is of its own key', async () => {
    const token = await tokenOf(fixture);
    await enterprise({ akey: 'S107-00000002' });
    expect(codeOf(await search(fixture, token, { _akey: 'S107-00000002' }))).toBe(TOKEN_NOT_EXIST);
  });

  it('ends after its time', async () => {
    await enterprise({ tokenTtlMs: 10_000 });
    const token = await tokenOf(fixture);
    fixture.clock.advance(8_999);
    expect(codeOf(await search(fixture, token))).toBe(NO_POS);
    expect(codeOf(await search(fixture, token))).toBe(TOKEN_NOT_EXIST);
    expect(codeOf(await search(fixture, await tokenOf(fixture)))).toBe(NO_POS);
  });

  it('ends when a test says so, and with the sandbox’s memory', async () => {
    const [one, two] = [await tokenOf(fixture), await tokenOf(fixture)];
    expect(codeOf(await search(fixture, one))).toBe(NO_POS);
    expect(await fixture.control('/ovopark/tokens?akey=other', {}, 'DELETE')).toEqual({ ended: 0 });
    expect(await fixture.control('/ovopark/tokens', {}, 'DELETE')).toEqual({ ended: 2 });
    for (const token of [one, two]) expect(codeOf(await search(fixture, token))).toBe(TOKEN_NOT_EXIST);
  });

  it('may be one only: the next login ends the one before', async () => {
    await enterprise({ oneToken: true });
    const [one, two] = [await tokenOf(fixture), await tokenOf(fixture)];
    expect(codeOf(await search(fixture, one))).toBe(TOKEN_NOT_EXIST);
    expect(codeOf(await search(fixture, two))).toBe(NO_POS);
  });

  it('is nothing that a report asks for', async () => {
    expect(codeOf(await report(fixture))).toBe(0);
  });
});

describe('faults', () => {
  const fault = (fields: object) => fixture.control('/faults', { vendor: 'ovopark', ...fields });

  it('may name the method, whole or by its last word', async () => {
    await fault({ kind: 'http_500', method: 'mobileLogin' });
    await fault({ kind: 'http_429', method: LOGIN });
    expect(codeOf(await report(fixture))).toBe(0);
    expect((await logIn(fixture)).status).toBe(500);
    expect((await logIn(fixture)).status).toBe(429);
    expect((await logIn(fixture)).status).toBe(200);
  });

  it('quota_exhausted, huge, deep_json, slow and wrong_clock are of this vendor too', async () => {
    const token = await tokenOf(fixture);
    await fault({ kind: 'quota_exhausted', method: 'searchPos' });
    expect(codeOf(await search(fixture, token))).toBe(208_017);
    await fault({ kind: 'huge', bytes: 200_000 });
    const { data } = (await search(fixture, token)).json;
    expect((data['list'] as object[]).length).toBeGreaterThan(1_000);
    await fault({ kind: 'deep_json' });
    expect((await search(fixture, token)).text.match(/\]/g)).toHaveLength(100_000);
    await fault({ kind: 'slow', delayMs: 20 });
    expect(codeOf(await search(fixture, token))).toBe(NO_POS);
  });

  it('wrong_clock is in the Date header alone; the enterprise’s own clock in all it says', async () => {
    const dateOf = async (body = '') => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await fetch(`${fixture.sandbox.url}/cloud.api`, { method: 'POST', headers, body });
      return Date.parse(answer.headers.get('date') ?? '') - fixture.clock.now();
    };
    await fault({ kind: 'wrong_clock', offsetMs: -900_000 });
    expect(await dateOf()).toBe(-900_000);
    expect(await dateOf()).toBe(0);
    await enterprise({ clockOffsetMs: 900_000 });
    expect(await dateOf(`_akey=${ENTERPRISE.akey}`)).toBe(900_000);
    expect(codeOf(await report(fixture))).toBe(16);
    expect(codeOf(await report(fixture, { _timestamp: '20240105094505' }))).toBe(0);
  });
});
