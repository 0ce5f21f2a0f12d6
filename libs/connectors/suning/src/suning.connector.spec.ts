import { readFileSync } from 'node:fs';
import type {
  PagesCase,
  QuotaCase,
  SignatureVector,
  VendorCode,
} from '#connectors-core/testing/connector-case.js';
import { describeConnector } from '#connectors-core/testing/connector-conformance.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import { suningConnector } from './suning.connector.js';
import { PAGE_SIZE } from './suning.schema.js';
import type { SignedRequest } from './suning.signer.js';
import { signInfo } from './suning.signer.js';

type Format = 'json' | 'xml';

const FIXTURES = new URL('../../../../test/fixtures/suning/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, FIXTURES), 'utf8').trim();
const credentials = JSON.parse(text('account.json')) as object;

const signatures = (
  JSON.parse(text('signature-vectors.json')) as (Omit<SignedRequest, 'body'> & {
    id: string;
    origin: string;
    appSecret: string;
    body: string;
    expect: string;
  })[]
).map(({ id, origin, appSecret, body, expect: expected, ...rest }): SignatureVector => ({
  id: `${id} (${origin})`,
  expected,
  sign: () => signInfo({ ...rest, body: Buffer.from(body) }, appSecret),
}));

const FAILURES: readonly [name: string, code: VendorCode['code'], vendorCode: string][] = [
  ['system', 'unavailable', 'isp.sys.service.unavailable.fpsos'],
  ['too-often', 'rate_limited', 'sys.controller.api-frequency:limit'],
  ['signature', 'invalid_signature', 'sys.check.app-sign:error'],
  ['clock', 'invalid_signature', 'sys.check.app-time:error'],
  ['token-overdue', 'auth_failed', 'sys.check.user-permission:overdue'],
  ['window', 'rejected', 'sys.check.query-time:outofrange'],
  ['parameter', 'rejected', 'biz.fourps.queryorderstatus.starttime:value-null-invalid'],
];

/** One field of a request, in whichever format it is. */
function fieldOf({ body }: ReceivedRequest, name: string): string {
  const request = body.toString('utf8');
  if (request.startsWith('<')) return new RegExp(`<${name}>([^<]*)</${name}>`).exec(request)?.[1] ?? '';
  const parsed = JSON.parse(request) as {
    sn_request: { sn_body: { queryOrderStatus: Record<string, string> } };
  };
  return parsed.sn_request.sn_body.queryOrderStatus[name] ?? '';
}

const timeOf = (request: ReceivedRequest, name: string): Date =>
  new Date(`${fieldOf(request, name).replace(' ', 'T')}+08:00`);

const row = (format: Format, orderId: string, orderStatus: string): string =>
  format === 'json'
    ? JSON.stringify({ orderSource: '201', orderId, orderStatus, jobList: '' })
    : `<queryOrderStatus><orderSource>201</orderSource><orderId>${orderId}</orderId>` +
      `<orderStatus>${orderStatus}</orderStatus><jobList></jobList></queryOrderStatus>`;

/** Pages have numbers, not names: page 2 is called A, and what promises it is a page 1 that is full. */
function body(format: Format, rows: readonly string[], next: string | null): string {
  const full = [...rows];
  while (next !== null && full.length < PAGE_SIZE)
    full.push(row(format, `filler-${full.length.toString()}`, '02'));
  const number = next === null ? {} : { pageNo: '1' };
  const head = { pageTotal: '1', pageSize: '50', returnMessage: 'biz.handler.data-get:success', ...number };
  if (format === 'json') {
    const start = `{"sn_responseContent":{"sn_head":${JSON.stringify(head)}`;
    return `${start},"sn_body":{"queryOrderStatus":[${full.join(',')}]}}}`;
  }
  const elements = Object.entries(head).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<sn_responseContent><sn_head>${elements.join('')}</sn_head><sn_body>${full.join('')}</sn_body></sn_responseContent>`;
}

const emptyWithoutHead = (format: Format): string =>
  format === 'json'
    ? '{"sn_responseContent":{"sn_body":{"queryOrderStatus":[]}}}'
    : '<sn_responseContent><sn_body><queryOrderStatus></queryOrderStatus></sn_body></sn_responseContent>';

const pages = (format: Format): PagesCase => ({
  signatureOf: ({ headers }) => headers['signinfo'] ?? '',
  stream: '201',
  rows: [
    { vendorNo: '201:880123456789012345', text: row(format, '880123456789012345', '01') },
    { vendorNo: '201:1245', text: row(format, '1245', '05') },
  ],
  unreadable: { vendorNo: '201:1246', text: row(format, '1246', '') },
  body: (rows, next) => body(format, rows, next),
  notWhole: [
    { name: 'a full page', body: body(format, [row(format, '1245', '05')], 'A') },
    { name: 'an empty page without a head', body: emptyWithoutHead(format) },
  ],
  nextOf: (request) => (fieldOf(request, 'pageNo') === '1' ? null : 'A'),
  windowOf: (request) => ({ from: timeOf(request, 'startTime'), to: timeOf(request, 'endTime') }),
  vendorCodes: FAILURES.map(([name, code, vendorCode]) => ({
    name: `failure.${name}`,
    body: text(`failure.${name}.${format}`),
    code,
    vendorCode,
  })),
});

const quota: QuotaCase = { at: new Date('2024-01-05T15:59:59.999Z'), caller: 'fixture-app-key' };

describe.each(['json', 'xml'] as const)('Suning by %s', (format) => {
  describeConnector(`Suning (${format})`, {
    connector: suningConnector,
    config: { ...credentials, format, accessToken: 'fixture-access-token-0001' },
    personal: ['张三', '13800000001', '虹桥路1号'],
    signatures,
    refusal: {
      body: (words) => text(`failure.parameter.${format}`).replace('请求参数非法,值为空或长度超长', words),
    },
    pages: pages(format),
    quota,
  });
});
