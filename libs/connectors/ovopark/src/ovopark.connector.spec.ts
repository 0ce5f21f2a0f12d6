import { readFileSync } from 'node:fs';
import type { Connector, Source } from '#connectors-core/connector.js';
import { ConnectorError, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import type { SourcePages } from '#connectors-core/source-pages.js';
import type {
  PagesCase,
  QuotaCase,
  SignatureVector,
  SubmitCase,
  VendorCode,
} from '#connectors-core/testing/connector-case.js';
import { describeConnector } from '#connectors-core/testing/connector-conformance.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import type { Transport } from '#connectors-core/transport.js';
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
    coded('a repeated call', '-100', 'outcome_unknown'),
    coded('a key that is not valid', '2', 'auth_failed'),
    coded('an unknown user', '206001', 'invalid_config'),
    coded('a store that is not there', '206004', 'invalid_binding'),
    coded('a used up quota', '208017', 'quota_exhausted'),
    coded('a date that cannot be read', '208006', 'rejected'),
  ],
};

const STARTED_AT = new Date('2024-01-05T01:30:00Z');

/** The suite knows one answer to a question: the login before it is answered here, and is tested by itself. */
const loggedIn = (transport: Transport): Transport => ({
  call: async (account, limits, call) => {
    if (call.operation !== 'open.shopweb.security.mobileLogin') return transport.call(account, limits, call);
    call.build(STARTED_AT, STARTED_AT);
    const body = Buffer.from(text('login.token'));
    return { value: call.read({ status: 200, headers: {}, body }), sentAt: STARTED_AT, body };
  },
});

/** A window asks at once again, by a call of its own, where all that was wrong was the token. */
async function askedAgain<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const isAtOnce =
      error instanceof ConnectorError && error.code === 'unavailable' && error.retryAfterMs === 0;
    if (!isAtOnce) throw error;
    return ask();
  }
}

function askingAsWindows(connector: Connector): Connector {
  const pages = connector.source?.pages;
  if (connector.source === undefined || pages === undefined) throw new Error('no pages');
  const asking: SourcePages = Object.assign(Object.create(pages) as SourcePages, {
    page: (...asked: Parameters<SourcePages['page']>) => askedAgain(() => pages.page(...asked)),
  });
  return {
    ...connector,
    source: Object.assign(Object.create(connector.source) as Source, { pages: asking }),
  };
}

const row = (ticketId: string): string =>
  `{"ticketId":${ticketId},"ticketTimeStr":"2024-01-05 09:12:30","cashierName":"张三","total":"9.90"}`;

const timeOf = (request: ReceivedRequest, name: string): Date =>
  new Date(`${formOf(request)[name]?.replace(' ', 'T') ?? ''}+08:00`);

const listed = (rows: readonly string[], total = ''): string =>
  `{"stat":{"cid":"c","code":0,"codename":"SUCCESS","systime":1},"result":"ok","data":{${total}"list":[${rows.join(',')}]}}`;

const pages: PagesCase = {
  stream: 'D000001',
  signatureOf: (request) => formOf(request)['_sig'] ?? '',
  rows: [
    { vendorNo: 'D000001:880123456789012345', text: row('880123456789012345') },
    { vendorNo: 'D000001:T-2', text: row('"T-2"') },
  ],
  unreadable: { vendorNo: null, text: '{"ticketTimeStr":"2024-01-05 09:12:30","cashierName":"张三"}' },
  // Pages have numbers, not names: page 2 is called A, and what promises it is the total.
  body: (rows, next) => {
    const total = next === null ? rows.length : rows.length + 1;
    const list = `"data":{"total":${total.toString()},"list":[${rows.join(',')}]}`;
    return `{"stat":{"cid":"c","code":0,"codename":"SUCCESS","systime":1},"result":"ok",${list}}`;
  },
  notWhole: [
    {
      name: 'a full page without a total',
      body: listed(Array.from({ length: 100 }, (_, at) => row(`"T-${at.toString()}"`))),
    },
    { name: 'a page that is full by its own word', body: listed([row('"T-1"')], '"pageSize":1,') },
    { name: 'a page below its total', body: listed([row('"T-1"')], '"total":5,') },
    { name: 'an empty list below its total', body: listed([], '"total":5,') },
  ],
  nextOf: (request) => (formOf(request)['pageNumber'] === '1' ? null : 'A'),
  windowOf: (request) => ({ from: timeOf(request, 'startTime'), to: timeOf(request, 'endTime') }),
  vendorCodes: [
    coded('a used up quota', '208017', 'quota_exhausted'),
    coded('a page that is too large', '208015', 'invalid_config'),
    coded('a window that is too large', '208016', 'rejected'),
    coded('a system error', '-500', 'unavailable'),
    coded('an unknown error', '-999', 'unavailable'),
    coded('an undocumented code', '31415', 'rejected'),
    coded('an expired timestamp', '16', 'invalid_signature'),
    coded('a repeated call', '-100', 'rate_limited'),
    coded('a key that is not valid', '2', 'auth_failed'),
    coded('a token that is not good, nor the next one', '9990001', 'auth_failed'),
    coded('an unknown user', '206001', 'invalid_config'),
    coded('a store that is not there', '206004', 'invalid_binding'),
  ],
};

const quota: QuotaCase = { at: new Date('2024-01-05T15:59:59.999Z'), caller: 'S107-00000001' };

describeConnector('Ovopark', {
  connector: (transport) => askingAsWindows(ovoparkConnector(loggedIn(transport))),
  config: JSON.parse(text('account')) as Readonly<Record<string, unknown>>,
  personal: ['张三', 'fixture-user-0001', 'fixture-token-0001'],
  signatures,
  refusal: {
    body: (words) =>
      JSON.stringify({ stat: { cid: 'c', code: 208099, codename: words, systime: 1 }, result: words }),
  },
  submit,
  pages,
  quota,
});
