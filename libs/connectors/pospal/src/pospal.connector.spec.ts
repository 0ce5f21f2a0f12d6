import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseLossless } from '#connectors-core/lossless-json.js';
import type {
  ConnectorCase,
  FetchCase,
  ListNotWhole,
  OrderSinkCase,
  PagesCase,
  SignatureVector,
  VendorCode,
  WebhookCase,
} from '#connectors-core/testing/connector-case.js';
import { Rig } from '#connectors-core/testing/conformance/rig.js';
import { describeConnector } from '#connectors-core/testing/connector-conformance.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import type { Window } from '#connectors-core/source-pages.js';
import { readInZone } from '#domain/business-time.js';
import { fenToYuan } from '#domain/money.js';
import { pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { pospalConnector } from './pospal.connector.js';
import { toVendorTime, VENDOR_ZONE } from './pospal.schema.js';
import { signV1, signV2 } from './pospal.signer.js';

const FIXTURES = new URL('../../../../test/fixtures/pospal/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8').trim();
const credentials = JSON.parse(text('account')) as { appId: string; appKey: string };
const MARKER = 'SP-7K2M9QRSTV0A1BCD';
const PLACED_AT = new Date('2024-01-05T01:30:00Z');
const DAY_MS = 86_400_000;

const signatures = (
  JSON.parse(text('signature-vectors')) as {
    id: string;
    alg: string;
    origin: string;
    appId: string;
    appKey: string;
    timestamp: string;
    body: string;
    expect: string;
  }[]
).map(({ id, alg, origin, appId, appKey, timestamp, body, expect: expected }): SignatureVector => ({
  id: `${id} (${origin})`,
  expected,
  sign: () => (alg === 'pospal-v2' ? signV2(appId, appKey, timestamp, body) : signV1(appKey, body)),
}));

type Body = Record<string, unknown>;
const bodyOf = ({ body }: ReceivedRequest): Body => parseLossless(body) as Body;
const textOf = (request: ReceivedRequest, name: string): string => bodyOf(request)[name] as string;
const signed = {
  signatureOf: ({ headers }: ReceivedRequest) => headers['data-signature'] ?? '',
  // The signature covers neither a time nor a nonce; the time goes beside it.
  freshOf: ({ headers }: ReceivedRequest) => headers['time-stamp'] ?? '',
};
const failure = (name: string, code: VendorCode['code'], vendorCode: string): VendorCode => ({
  name,
  body: text(`failure.${name}`),
  code,
  vendorCode,
});
const refusals = [
  failure('refused', 'rejected', '2005'),
  failure('signature', 'invalid_signature', '1003'),
  failure('quota', 'quota_exhausted', '1010'),
  failure('too-often', 'rate_limited', '1011'),
  failure('app-id', 'auth_failed', '1001'),
];

/** Over the bytes, which need not be text; worked out here, apart from the signer. */
const pushSignature = (body: Buffer): string =>
  createHash('md5').update(credentials.appKey).update(body).digest('hex').toUpperCase();

const webhook: WebhookCase = {
  request: (body = Buffer.from(text('push.order-text'))) => ({
    rawBody: body,
    headers: { 'data-signature': pushSignature(body) },
    receivedAt: new Date('2024-01-05T01:30:05Z'),
  }),
  signature: { header: 'data-signature' },
  signsBody: true,
  strangerConfig: { ...credentials, appKey: 'fixture-app-key-0002' },
  references: [{ vendorNo: '24010509300012340001' }],
};

const fetch: FetchCase = {
  ...signed,
  reference: { vendorNo: '24010509300012340001' },
  stands: {
    says: {
      vendorNo: '24010509300012340001',
      fulfilment: { state: 'accepted', raw: '1', completedAt: null },
    },
    though: ['data.totalAmount', 'data.orderDateTime', 'data.items', 'data.payMethod'],
  },
  fixtures: [
    {
      name: 'an order that we placed',
      body: text('order.placed'),
      expected: {
        vendorNo: '24010509300012340001',
        precedence: 1,
        placement: { vendorStoreId: null, placedAt: PLACED_AT },
        payment: { state: 'paid', paidAt: PLACED_AT, method: 'Wxpay' },
        fulfilment: { state: 'accepted', raw: '1' },
        amounts: { saleFen: 4000n, freightFen: 500n, packagingFen: 100n, flags: [] },
        marker: MARKER,
      },
    },
    {
      name: 'an answer in lower case',
      body: text('order.lower-case'),
      expected: {
        placement: { vendorStoreId: null, placedAt: PLACED_AT },
        amounts: { saleFen: 4000n },
        marker: MARKER,
      },
    },
  ],
  required: ['status', 'data', 'data.orderNo', 'data.orderDateTime'],
  unknownValues: [
    { path: 'data.state', value: 77, group: 'fulfilment' },
    { path: 'data.state', value: 'somewhere', group: 'fulfilment' },
  ],
  notFound: text('failure.not-found'),
  vendorCodes: [...refusals, failure('system', 'unavailable', '9999')],
};

const pageOf = (rows: readonly string[], next: string | null): string => {
  const parameter = { parameterType: 'LAST_RESULT_MAX_ID', parameterValue: next ?? 'end' };
  const pageSize = next === null ? rows.length + 1 : rows.length;
  return `{"status":"success","messages":[],"errorCode":0,"data":{"postBackParameter":${JSON.stringify(parameter)},"result":[${rows.join(',')}],"pageSize":${pageSize.toString()}}}`;
};
const windowOf = (request: ReceivedRequest): Window => {
  const at = (name: string): Date => readInZone(textOf(request, name), VENDOR_ZONE) ?? new Date(Number.NaN);
  return { from: at('startTime'), to: at('endTime') };
};
/** A till that cuts its list off at a page's length, each in its own way. */
const cutOff = (): ListNotWhole[] => {
  const rows = Array.from({ length: 101 }, (_, at) => row(`2401050931${at.toString().padStart(10, '0')}`));
  const answer = (data: string): string => `{"status":"success","messages":[],"errorCode":0,"data":${data}}`;
  const page = `{"result":[${rows.slice(0, 2).join(',')}],"pageSize":2}`;
  return [
    { name: 'a bare list of a page’s length', body: answer(`[${rows.slice(0, 100).join(',')}]`) },
    { name: 'a bare list of more', body: answer(`[${rows.join(',')}]`) },
    { name: 'a full page without a way on', body: answer(page) },
  ];
};
const row = (orderNo: string): string =>
  `{"orderNo":"${orderNo}","state":4,"orderDateTime":"2024-01-05 09:31:00","totalAmount":9.9}`;

const pages: PagesCase = {
  ...signed,
  stream: 'orders',
  rows: [
    { vendorNo: '24010509300012340002', text: row('24010509300012340002') },
    { vendorNo: '24010509300012340003', text: row('24010509300012340003') },
  ],
  unreadable: {
    vendorNo: '24010509300012340004',
    text: row('24010509300012340004').replace('2024-01-05 09:31:00', 'yesterday'),
  },
  body: pageOf,
  notWhole: cutOff(),
  nextOf: (request) =>
    (bodyOf(request)['postBackParameter'] as { parameterValue: string } | undefined)?.parameterValue ?? null,
  windowOf,
  vendorCodes: [...refusals, failure('system', 'unavailable', '9999')],
};

const orderSink: OrderSinkCase = {
  ...signed,
  order: {
    marker: MARKER,
    vendorNo: 'SF20240105-0007',
    placedAt: new Date('2024-01-05T01:30:00.750Z'),
    paymentMethod: 'wechat',
    payments: [],
    items: [
      {
        itemName: '拿铁',
        itemSpec: '大杯',
        unit: '杯',
        quantity: '1',
        unitPrice: '25.00',
        amountFen: 2500n,
        productUid: '9223372036854775807',
        units: '1',
      },
    ],
    deductions: [],
    amounts: {
      saleFen: 2800n,
      totalFen: 3100n,
      paidFen: 2800n,
      discountFen: 300n,
      freightFen: 500n,
      packagingFen: 100n,
      flags: [],
    },
    service: null,
    contact: {
      name: '张三',
      phone: '13800000001',
      address: '上海市徐汇区1号',
      remark: '少冰',
      memberNo: null,
    },
    store: { name: '徐汇店', code: 'S001' },
  },
  received: (request) => bodyOf(request),
  expected: {
    appId: credentials.appId,
    payMethod: 'Wxpay',
    payOnLine: 1,
    orderRemark: `${MARKER} SF20240105-0007 少冰`,
    orderDateTime: '2024-01-05 09:30:00',
    contactName: '张三',
    contactTel: '13800000001',
    contactAddress: '上海市徐汇区1号',
    items: parseLossless(
      '[{"productUid":9223372036854775807,"quantity":1,"comment":"大杯","manualSellPrice":25}]',
    ),
    deliveryType: 0,
    shippingFee: 5,
    packageFee: 1,
    orderSource: 'openApi',
    totalAmount: 28,
  },
  accepted: { body: text('answer.placed'), vendorNo: '24010509300012340001', path: 'data.orderNo' },
  done: text('answer.done'),
  vendorCodes: [...refusals, failure('system', 'outcome_unknown', '9999')],
  search: {
    body: (orders, next) =>
      pageOf(
        orders.map(({ vendorNo, placedAt, phone, remark, saleFen }) =>
          JSON.stringify({
            orderNo: vendorNo,
            state: 1,
            orderDateTime: toVendorTime(placedAt),
            contactTel: phone,
            orderRemark: remark,
            totalAmount: fenToYuan(saleFen),
          }),
        ),
        next,
      ),
    windowOf,
    notWhole: cutOff(),
    longestWindowMs: DAY_MS,
    mostRequests: 1000,
  },
};

const pospalCase: ConnectorCase = {
  connector: pospalConnector,
  config: credentials,
  personal: ['张三', '13800000001', '上海市徐汇区1号', '少冰'],
  signatures,
  webhook,
  refusal: {
    body: (words) => JSON.stringify({ status: 'error', messages: [words], errorCode: 2005, data: null }),
  },
  fetch,
  pages,
  orderSink,
  quota: {
    at: PLACED_AT,
    caller: credentials.appId,
    read: { answers: [text('access-log')], reading: { limit: 10_000, used: 123 } },
  },
  push: {
    url: 'https://hub.example.cn/hooks/pospal/0001',
    registered: text('push-url'),
    none: text('push-url.none'),
    done: text('answer.done'),
    urlOf: (request) => textOf(request, 'pushUrl'),
  },
};

describeConnector('Pospal', pospalCase);

it('Pospal is sent as much at once as the account says', () => {
  const settings = { requestsPerSecond: 7, concurrency: 3 };
  const connector = pospalConnector({ call: () => Promise.reject(new Error('nothing is asked')) });
  expect(connector.limits(pospalAccount(settings))).toEqual(settings);
});

it('a receipt of Pospal repeats nothing of the person whom the order is for', async () => {
  const words = '张三 +86 138-0000-0001 上海市徐汇区1号 已下单';
  const said = text('answer.placed').replace(/"messages":\s*\[[^\]]*\]/, `"messages":["${words}"]`);
  await Rig.use(pospalCase, async (rig) => {
    rig.vendor.answer({ body: said });
    const { orderSink: sink } = rig.connector;
    const document = sink?.document(orderSink.order, rig.account);
    if (sink === undefined || document === undefined) throw new Error('no order sink');
    const { message } = await sink.place(document, rig.account, new Date('2100-01-01T00:00:00Z'));
    expect(message).toBe('… … … 已下单, orderCreateDateTime 2024-01-05 09:30:00');
  });
});
