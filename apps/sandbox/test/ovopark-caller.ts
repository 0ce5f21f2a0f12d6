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
export function signedForm(
  fixture: SandboxFixture,
  fields: Record<string, string | null>,
): Map<string, string> {
  const params = withoutAbsent({
    _aid: 'S107',
    _akey: ENTERPRISE.akey,
    _mt: 'open.ovopark.pos.reportSalesHourly',
    _sm: 'md5',
    _requestMode: 'POST',
    _version: 'v1',
    _timestamp: chinaCompact(fixture.clock.now()),
    ...REPORT,
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
): Promise<Answer> {
  return fixture.send('/cloud.api', { method: 'POST', headers: { 'content-type': contentType }, body });
}

/** Reports REPORT with `fields` over it, one second later than the call before. */
export function report(fixture: SandboxFixture, fields: Record<string, string | null> = {}): Promise<Answer> {
  fixture.clock.advance(1_000);
  return postForm(fixture, new URLSearchParams([...signedForm(fixture, fields)]).toString());
}

export const codeOf = ({ json }: Answer): number => Number(json.stat.code);
