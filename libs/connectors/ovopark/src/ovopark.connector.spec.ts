import { readFileSync } from 'node:fs';
import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import type { SignatureVector, SubmitCase, VendorCode } from '#connectors-core/testing/connector-case.js';
import { describeConnector } from '#connectors-core/testing/connector-conformance.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import { ovoparkConnector } from './ovopark.connector.js';
import type { OvoparkParams, SignatureMethod } from './ovopark.signer.js';
import { ovoparkSignature } from './ovopark.signer.js';

const FIXTURES = new URL('../../../../test/fixtures/ovopark/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8');

const signatures = (
  JSON.parse(text('signature-vectors')) as {
    id: string;
    originNote: string;
    secret: string;
    params: OvoparkParams;
    expect: string;
  }[]
).map(({ id, originNote, secret, params, expect: expected }): SignatureVector => ({
  id: `${id} (${originNote})`,
  expected,
  sign: () => ovoparkSignature(params, secret, params['_sm'] as SignatureMethod),
}));

const formOf = ({ body }: ReceivedRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));

const coded = (name: string, vendorCode: string, code: ConnectorErrorCode): VendorCode => ({
  name,
  body: JSON.stringify({
    stat: { cid: 'c', code: Number(vendorCode), codename: 'NAME', systime: 1 },
    result: null,
  }),
  code,
  vendorCode,
});

const submit: SubmitCase = {
  sales: {
    hourStart: new Date('2024-01-05T01:00:00Z'),
    hourEnd: new Date('2024-01-05T02:00:00Z'),
    timeZone: 'Asia/Shanghai',
    totalFen: 12850n,
    orders: 2,
    items: 3,
    lines: 3,
  },
  vendorStoreId: 'depId:9808',
  payload: {
    enterpriseId: '11',
    dealNum: '3',
    total: '128.50',
    dealPersonNum: '2',
    createTime: '2024-01-05 09:00:00',
    depId: '9808',
    isCover: '0',
  },
  received: formOf,
  accepted: { body: text('answer.accepted'), vendorCode: '0' },
  signatureOf: (request) => formOf(request)['_sig'] ?? '',
  vendorCodes: [
    coded('an hour that was reported before', '208001', 'duplicate'),
    coded('a system error', '-500', 'outcome_unknown'),
    coded('an unknown error', '-999', 'outcome_unknown'),
    coded('an undocumented code', '31415', 'outcome_unknown'),
    coded('an expired timestamp', '16', 'invalid_signature'),
    coded('a wrong signature', '7', 'invalid_signature'),
    coded('a repeated call', '-100', 'rate_limited'),
    coded('a key that is not valid', '2', 'auth_failed'),
    coded('an unknown user', '206001', 'rejected'),
    coded('a date that cannot be read', '208006', 'rejected'),
  ],
};

describeConnector('Ovopark', {
  connector: ovoparkConnector,
  config: {
    akey: 'S107-00000001',
    secret: 'fixture-secret-0001',
    password: 'fixture-password-0001',
    enterpriseId: '11',
  },
  personal: [],
  signatures,
  submit,
});
