import { chinaCompact } from '../src/china-time.js';
import { ovoparkSignature } from '../src/ovopark/ovopark-signature.js';
import type { Answer, SandboxFixture } from './sandbox-fixture.js';

export const ENTERPRISE = {
  akey: 'S107-00000001',
  secret: 'demo-secret',
  enterpriseId: 11,
  shops: [
    { depId: 9_808, shopId: 'D000001' },
    { depId: 9_809, shopId: 'D000002' },
  ],
};

export const REPORT = {
  enterpriseId: '11',
  dealNum: '3',
  total: '128.50',
  dealPersonNum: '2',
  createTime: '2024-01-05 08:00:00',
  shopId: 'D000001',
};

const withoutAbsent = (fields: Record<string, string | null>): Map<string, string> =>
  new Map(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));

/** @param fields over the defaults, signed with them; null leaves a parameter out */
export const signedForm = (
  fixture: SandboxFixture,
  fields: Record<string, string | null>,
): Map<string, string> =>
  signedCall(fixture, { _mt: 'open.ovopark.pos.reportSalesHourly', ...REPORT, ...fields });

/** @param fields over the public parameters */
function signedCall(fixture: SandboxFixture, fields: Record<string, string | null>): Map<string, string> {
  const params = withoutAbsent({
    _aid: 'S107',
    _akey: ENTERPRISE.akey,
    _sm: 'md5',
    _requestMode: 'POST',
    _version: 'v1',
    _timestamp: chinaCompact(fixture.clock.now()),
    ...fields,
  });
  const method = params.get('_sm') === 'sha1' ? 'sha1' : 'md5';
  params.set('_sig', ovoparkSignature(params, ENTERPRISE.secret, method));
  return params;
}

export function postForm(
  fixture: SandboxFixture,
  body: string,
  contentType = 'application/x-www-form-urlencoded; charset=UTF-8',
  headers: Record<string, string> = {},
): Promise<Answer> {
  return fixture.send('/cloud.api', {
    method: 'POST',
    headers: { 'content-type': contentType, ...headers },
    body,
  });
}

/** One call of any method, one second later than the call before. */
export function callMethod(
  fixture: SandboxFixture,
  method: string,
  fields: Record<string, string | null>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  fixture.clock.advance(1_000);
  const form = new URLSearchParams([...signedCall(fixture, { _mt: method, ...fields })]).toString();
  return postForm(fixture, form, undefined, headers);
}

export const LOGIN = 'open.shopweb.security.mobileLogin';
export const SEARCH = 'open.ovopark.pos.searchPos';
export const USER = { userName: 'demo-user', password: 'demo-password' };
/** MD5 of USER's password. */
export const PASSWORD_MD5 = '4b4d9529148d8d9440d7e20c78287f69';

export const logIn = (fixture: SandboxFixture, fields: Record<string, string | null> = {}): Promise<Answer> =>
  callMethod(fixture, LOGIN, { userName: USER.userName, password: PASSWORD_MD5, ...fields });

/** @throws Error where the login is refused */
export async function tokenOf(fixture: SandboxFixture): Promise<string> {
  const { json, text } = await logIn(fixture);
  const data = json.data as { token: string } | null;
  if (data === null) throw new Error(`not logged in: ${text}`);
  return data.token;
}

export const HOUR = { startTime: '2024-01-05 09:00:00', endTime: '2024-01-05 10:00:00', shopId: 'D000001' };

/** One search of the hour around the fixture's clock. */
export const search = (
  fixture: SandboxFixture,
  token: string,
  fields: Record<string, string | null> = {},
): Promise<Answer> => callMethod(fixture, SEARCH, { ...HOUR, ...fields }, { authenticator: token });

/** Reports REPORT with `fields` over it, one second later than the call before. */
export function report(fixture: SandboxFixture, fields: Record<string, string | null> = {}): Promise<Answer> {
  fixture.clock.advance(1_000);
  return postForm(fixture, new URLSearchParams([...signedForm(fixture, fields)]).toString());
}

export const codeOf = ({ json }: Answer): number => Number(json.stat.code);
