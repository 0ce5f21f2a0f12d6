import { readFileSync } from 'node:fs';
import type { FetchCase, SignatureVector, WebhookCase } from '#connectors-core/testing/connector-case.js';
import { describeConnector } from '#connectors-core/testing/connector-conformance.js';
import { zhimaiConnector } from './zhimai.connector.js';
import type { FieldCase, TokenFields } from './zhimai.signer.js';
import { signToken } from './zhimai.signer.js';

const FIXTURES = new URL('../../../../test/fixtures/zhimai/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8').trim();
const credentials = JSON.parse(text('account')) as { openId: string; grantCode: string; openKey: string };
const PAID_AT = new Date('2024-01-05T01:30:21Z');

const signatures = (
  JSON.parse(text('signature-vectors')) as {
    id: string;
    origin: string;
    openKey: string;
    fieldCase: FieldCase;
    fields: TokenFields;
    expect: string;
  }[]
).map(({ id, origin, openKey, fieldCase, fields, expect: expected }): SignatureVector => ({
  id: `${id} (${origin})`,
  expected,
  sign: () => signToken(fields, openKey, fieldCase),
}));

const webhook: WebhookCase = {
  request: (body = Buffer.from(text('notification.camel'))) => ({
    rawBody: body,
    headers: { 'content-type': 'application/json' },
    receivedAt: new Date('2024-01-05T01:30:05Z'),
  }),
  signature: { field: 'token' },
  signsBody: false,
  strangerConfig: { ...credentials, openKey: 'fixture-open-key-0002' },
  references: [{ vendorNo: '880123456789012345', params: { bizType: '1' } }],
  key: '658965|1704418200',
};

const whole = {
  vendorNo: '880123456789012345',
  precedence: 1,
  placement: { vendorStoreId: '9007199254740993', placedAt: new Date('2024-01-05T01:29:55Z') },
  payment: { state: 'paid', raw: '1', paidAt: PAID_AT },
  fulfilment: { state: 'unknown', raw: '70' },
  amounts: { saleFen: 4000n, totalFen: 4300n, flags: [] },
} as const;

const fetch: FetchCase = {
  reference: { vendorNo: '880123456789012345', params: { bizType: '1' } },
  fixtures: [
    { name: 'an answer of numbers', body: text('order-detail.number-types'), expected: whole },
    { name: 'an answer of texts', body: text('order-detail.text-types'), expected: whole },
    { name: 'an answer with epoch times', body: text('order-detail.epoch-times'), expected: whole },
  ],
  signatureOf: ({ body }) => (JSON.parse(body.toString('utf8')) as { Token: string }).Token,
  required: ['status', 'code', 'data.orderNo'],
  unknownValues: [
    { path: 'data.payStatus', value: 42, group: 'payment' },
    { path: 'data.status', value: 'somewhere', group: 'fulfilment' },
    { path: 'data.afterSaleStatus', value: '999', group: 'afterSale' },
  ],
  notFound: text('failure.not-found'),
  vendorCodes: [
    { name: 'a system error', body: text('failure.system'), code: 'unavailable', vendorCode: '50000' },
    { name: 'too often', body: text('failure.too-often'), code: 'rate_limited', vendorCode: '110004' },
    {
      name: 'a wrong signature',
      body: text('failure.signature'),
      code: 'invalid_signature',
      vendorCode: '40001',
    },
  ],
};

describeConnector('Zhimai', {
  connector: zhimaiConnector,
  config: credentials,
  personal: ['张三', '13800000001', '13800000002', '虹桥路1号', '8号楼1203', '少冰,谢谢'],
  signatures,
  webhook,
  refusal: { body: (words) => JSON.stringify({ status: true, code: '40010', message: words }) },
  fetch,
});
