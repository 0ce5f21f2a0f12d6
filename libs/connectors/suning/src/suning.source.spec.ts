import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Account } from '#connectors-core/account.js';
import { checkConfig } from '#connectors-core/config-check.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { HttpTransport } from '#connectors-core/http-transport.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { SourcePage } from '#connectors-core/source-pages.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import { ScriptedVendor } from '#connectors-core/testing/scripted-vendor.js';
import { TestTime } from '#connectors-core/testing/test-time.js';
import type { HttpRequest, Transport } from '#connectors-core/transport.js';
import { SuningClient } from './suning.client.js';
import type { SuningConfig } from './suning.config.js';
import { suningFields } from './suning.config.js';
import { SuningSource } from './suning.source.js';

const FIXTURES = new URL('../../../../test/fixtures/suning/', import.meta.url);
const bytes = (name: string): Buffer => readFileSync(new URL(name, FIXTURES));
const STOREFRONT = '018e0000-0000-7000-8000-0000000000ab';
const NOW = new Date('2024-01-05T01:30:00.750Z');
const HOUR_MS = 3_600_000;
const WINDOW = { from: new Date(NOW.getTime() - HOUR_MS), to: NOW };
const FIRST = { stream: '201', window: WINDOW, cursor: null };

const accountOf = (settings: object = {}, baseUrl = 'https://open.suning.com'): Account<SuningConfig> => {
  const given = { appKey: 'the-key', appSecret: 'the-secret', orderSources: ['201', '301'], ...settings };
  const { config, faults } = checkConfig(suningFields, given);
  expect(faults).toEqual([]);
  return { id: 'a1', connector: 'suning', name: 'Suning', baseUrl, config: config as SuningConfig };
};

/** Answers every call with the body; keeps what was sent. */
function answering(body: Buffer | string, vendorNow?: Date) {
  const sent: HttpRequest[] = [];
  const transport: Transport = {
    async call(_account, _limits, call) {
      const build: (...times: Date[]) => HttpRequest = call.build;
      sent.push(vendorNow === undefined ? build(NOW, NOW) : build(NOW, vendorNow));
      const answer = { status: 200, headers: {}, body: Buffer.from(body) };
      return { value: call.read(answer), sentAt: NOW, body: answer.body };
    },
  };
  return { source: new SuningSource(new SuningClient(transport)), sent };
}

const ask = (body: Buffer | string, settings: object = {}, request: object = {}): Promise<SourcePage> =>
  answering(body).source.pages.page({ ...FIRST, ...request }, accountOf(settings));

const failure = async (call: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
};

describe('asking Suning for a page', () => {
  const expectSigned = ({ headers, body }: HttpRequest): void => {
    const text = ['the-secret', headers['AppMethod'], headers['AppRequestTime'], 'the-key', 'v1.2'].join('');
    const base64 = Buffer.from(body ?? '').toString('base64');
    expect(headers['signInfo']).toBe(createHash('md5').update(`${text}${base64}`).digest('hex'));
  };
  const HEADERS = {
    AppMethod: 'suning.fourps.orderstatus.query',
    AppRequestTime: '2024-01-05 09:30:00',
    AppKey: 'the-key',
    VersionNo: 'v1.2',
  };

  it('sends JSON of texts, in the clock of Shanghai', async () => {
    const { source, sent } = answering(bytes('page.two-orders.json'));
    await source.pages.page(FIRST, accountOf());
    const [request] = sent as [HttpRequest];
    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/http/sopRequest',
      headers: { ...HEADERS, Format: 'json', 'Content-Type': 'application/json;charset=UTF-8' },
    });
    expect(Buffer.from(request.body ?? '').toString()).toBe(
      '{"sn_request":{"sn_body":{"queryOrderStatus":{"orderSource":"201","startTime":"2024-01-05 08:30:00","endTime":"2024-01-05 09:30:00","queryType":"0","pageSize":"50","pageNo":"1"}}}}',
    );
    expectSigned(request);
  });

  it('sends XML where the account says so', async () => {
    const { source, sent } = answering(bytes('page.two-orders.xml'));
    const settings = { format: 'xml', queryType: '2' };
    await source.pages
      .page({ ...FIRST, stream: '301', cursor: '7' }, accountOf(settings))
      .catch(() => undefined);
    const [request] = sent as [HttpRequest];
    expect(request.headers).toMatchObject({
      ...HEADERS,
      Format: 'xml',
      'Content-Type': 'text/xml;charset=UTF-8',
    });
    expect(Buffer.from(request.body ?? '').toString()).toBe(
      '<sn_request><sn_body><queryOrderStatus><orderSource>301</orderSource><startTime>2024-01-05 08:30:00</startTime><endTime>2024-01-05 09:30:00</endTime><queryType>2</queryType><pageSize>50</pageSize><pageNo>7</pageNo></queryOrderStatus></sn_body></sn_request>',
    );
    expectSigned(request);
  });

  it('sends access_token only for an account that has one', async () => {
    const tokenOf = async (settings: object) => {
      const { source, sent } = answering(bytes('page.two-orders.json'));
      await source.pages.page(FIRST, accountOf(settings));
      return sent[0]?.headers['access_token'];
    };
    expect(await tokenOf({ accessToken: 'the-token' })).toBe('the-token');
    expect(await tokenOf({})).toBeUndefined();
  });

  it('signs with the vendor’s clock where it is told, and leaves the window as it is', async () => {
    const { source, sent } = answering(bytes('page.two-orders.json'), new Date('2024-01-05T01:45:03Z'));
    await source.pages.page(FIRST, accountOf());
    const [request] = sent as [HttpRequest];
    expect(request.headers['AppRequestTime']).toBe('2024-01-05 09:45:03');
    expect(Buffer.from(request.body ?? '').toString()).toContain('"endTime":"2024-01-05 09:30:00"');
    expectSigned(request);
  });

  it.each([
    [
      'a window longer than a day',
      { window: { from: new Date(NOW.getTime() - 24 * HOUR_MS - 1), to: NOW } },
      'unsupported',
    ],
    ['a cursor that is no page number', { cursor: '0' }, 'unsupported'],
    ['a page beyond the last', { cursor: '100000' }, 'unsupported'],
    ['an order source that is none', { stream: 'Tmall' }, 'invalid_config'],
  ])('does not ask with %s', async (_name, request, code) => {
    const { source, sent } = answering(bytes('page.two-orders.json'));
    expect((await failure(source.pages.page({ ...FIRST, ...request }, accountOf()))).code).toBe(code);
    expect(sent).toEqual([]);
  });

  it('does not ask when a setting cannot be right', async () => {
    const { source, sent } = answering(bytes('page.two-orders.json'));
    const account = accountOf({ orderSourceAccounts: { '201': 'my storefront' } });
    expect((await failure(source.pages.page(FIRST, account))).code).toBe('invalid_config');
    expect(sent).toEqual([]);
  });

  it('has one stream for each order source that the account names', () => {
    const { pages } = answering('').source;
    const account = accountOf({ orderSources: '201, 214\n301', pollSeconds: 30 });
    expect(pages.streams(account, [])).toEqual(['201', '214', '301']);
    expect(pages.intervalMs(account)).toBe(30_000);
  });

  it('leaves no order behind that becomes visible three minutes late', () => {
    const { lagMs, overlapMs } = answering('').source.pages;
    expect(lagMs + overlapMs).toBeGreaterThan(180_000);
    expect(overlapMs).toBeGreaterThan(180_000);
  });
});

describe('a page that Suning answered', () => {
  it.each(['json', 'xml'])('states its orders, as of the sending (%s)', async (format) => {
    const body = bytes(`page.two-orders.${format}`);
    const page = await ask(body, { format, orderSourceAccounts: { '201': STOREFRONT } });
    expect(page).toMatchObject({ unread: [], next: null });
    expect(page.rawBody.equals(body)).toBe(true);
    expect(page.observations).toMatchObject([
      {
        vendorNo: '201:880123456789012345',
        asOf: NOW,
        numberOf: { accountId: STOREFRONT, vendorNo: '880123456789012345' },
      },
      { vendorNo: '201:1245', asOf: NOW, numberOf: { accountId: STOREFRONT, vendorNo: '1245' } },
    ]);
  });

  it.each(['json', 'xml'])('is read in %s, whichever format was asked for', async (format) => {
    const other = format === 'json' ? 'xml' : 'json';
    expect((await ask(bytes(`page.single-element.${format}`), { format: other })).observations).toHaveLength(
      1,
    );
    const refused = await failure(ask(bytes(`failure.signature.${format}`), { format: other }));
    expect(refused.code).toBe('invalid_signature');
  });

  it.each(['json', 'xml'])(
    'may hold an order of another source, which is not guessed about (%s)',
    async (format) => {
      const page = await ask(bytes(`page.single-element.${format}`), {}, { stream: '301' });
      expect(page).toMatchObject({ observations: [], unread: [{ vendorNo: '301:880123456789012345' }] });
    },
  );

  it('may hold what is no order: that is told, and the others count', async () => {
    const rows = [
      { orderId: 'T1', orderStatus: '01' },
      { orderId: 'T2' },
      { orderStatus: '01' },
      { orderId: 'x'.repeat(101), orderStatus: '01' },
      { orderId: 'a\u0000b', orderStatus: '01' },
      { orderId: { no: 1 }, orderStatus: '01' },
      { orderId: 'T3', orderStatus: '01', jobList: 'none' },
      'T4',
      '',
      null,
      [],
    ];
    const head = { returnMessage: 'biz.handler.data-get:success' };
    const body = { sn_responseContent: { sn_head: head, sn_body: { queryOrderStatus: rows } } };
    const { observations, unread } = await ask(JSON.stringify(body));
    expect(observations.map(({ vendorNo }) => vendorNo)).toEqual(['201:T1']);
    const told = ['201:T2', null, null, null, null, '201:T3', null, null, null, null];
    expect(unread.map(({ vendorNo }) => vendorNo)).toEqual(told);
  });

  it.each(['json', 'xml'])('that asks for a smaller window says so (%s)', async (format) => {
    const error = await failure(ask(bytes(`failure.window.${format}`), { format }));
    expect(error).toMatchObject({ windowTooLarge: true, vendorCode: 'sys.check.query-time:outofrange' });
  });
});

describe('checking a Suning account', () => {
  const check = (body: Buffer | string, settings: object = {}) => {
    const { source, sent } = answering(body);
    return { result: source.check(accountOf(settings)), sent };
  };

  it('asks for the last minute of one order source', async () => {
    const { result, sent } = check(bytes('page.two-orders.json'));
    expect(await result).toEqual({ ok: true, message: expect.stringContaining('2 orders of 201') as string });
    const body = Buffer.from(sent[0]?.body ?? '').toString();
    expect(body).toContain('"startTime":"2024-01-05 09:29:00","endTime":"2024-01-05 09:30:00"');
  });

  it('is content with nothing to list, because that much only a right signature is told', async () => {
    expect(await check(bytes('failure.no-result.json')).result).toMatchObject({ ok: true });
  });

  it('says what the vendor answered, or which setting is wrong', async () => {
    const refused = await check(bytes('failure.signature.json')).result;
    expect(refused).toEqual({ ok: false, message: expect.stringContaining('签名信息错误') as string });
    const wrong = await check('', { orderSources: ['Tmall'] }).result;
    expect(wrong).toEqual({ ok: false, message: expect.stringContaining('orderSources') as string });
  });
});

describe('Suning over HTTP', () => {
  let vendor: ScriptedVendor;
  let time: TestTime;
  let transport: HttpTransport;
  let source: SuningSource;

  beforeEach(async () => {
    vendor = await ScriptedVendor.start();
    time = new TestTime(NOW, 1000);
    const outbound = new OutboundPolicy(['127.0.0.0/8']);
    transport = new HttpTransport({ clock: time, timers: time, random: () => 0.5, outbound });
    source = new SuningSource(new SuningClient(transport));
    vendor.onSilence = () => {
      time.expire();
    };
  });

  afterEach(async () => {
    await vendor.close();
    await transport.close();
  });

  const account = (settings: object = {}) => accountOf(settings, vendor.origin);
  const pageNoOf = ({ body }: ReceivedRequest): number =>
    Number(/"pageNo":"(\d+)"/.exec(body.toString('utf8'))?.[1] ?? Number.NaN);

  /** A vendor of so many orders, which says no-result behind the last. */
  const listing = (orders: number) => (request: ReceivedRequest) => {
    const start = (pageNoOf(request) - 1) * 50;
    const many = Math.max(0, Math.min(50, orders - start));
    if (many === 0) return { body: bytes('failure.no-result.json') };
    const rows = Array.from({ length: many }, (_, at) => ({
      orderId: `T${(start + at).toString()}`,
      orderStatus: '01',
    }));
    const pageNo = pageNoOf(request).toString();
    const sn_head = { pageTotal: '1', pageNo, pageSize: '50', returnMessage: 'biz.handler.data-get:success' };
    return { body: JSON.stringify({ sn_responseContent: { sn_head, sn_body: { queryOrderStatus: rows } } }) };
  };

  it.each([
    [0, 1],
    [1, 1],
    [49, 1],
    [50, 2],
    [120, 3],
  ])('lists %i orders with %i calls', async (orders, calls) => {
    vendor.answer(listing(orders));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: SourcePage = await source.pages.page({ ...FIRST, cursor }, account());
      seen.push(...page.observations.map(({ vendorNo }) => vendorNo));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(orders);
    expect(vendor.received.map(pageNoOf)).toEqual(Array.from({ length: calls }, (_, at) => at + 1));
  });

  it('signs once more with a fresh time when the vendor finds the time wrong', async () => {
    vendor.answer({ body: bytes('failure.clock.json') }, { body: bytes('page.two-orders.json') });
    expect((await source.pages.page(FIRST, account())).observations).toHaveLength(2);
    const [first, second, ...more] = vendor.received.map(({ headers }) => headers['apprequesttime']);
    expect([first, more]).toEqual(['2024-01-05 09:30:00', []]);
    expect(second).not.toBe(first);
  });

  it.each([
    ['an XML bomb', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'DOCTYPE'],
    ['a numeric-entity bomb', `<a>${'&#65;'.repeat(1_000_000)}</a>`, 'larger than'],
    ['a smaller one', `<a>${'&#65;'.repeat(300_000)}</a>`, 'too many references'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'DOCTYPE'],
    ['an answer of 50 MB', Buffer.alloc(50_000_000, '<a>'), 'larger than'],
    ['deep XML', '<a>'.repeat(100_000), 'nested deeper than'],
    ['deep JSON', '['.repeat(100_000), 'nested deeper than'],
  ])('refuses %s', async (_name, body, words) => {
    vendor.answer({ body, headers: { 'content-type': 'text/xml' } });
    const error = await failure(source.pages.page(FIRST, account({ format: 'xml' })));
    expect([error.code, error.message]).toEqual(['invalid_response', expect.stringContaining(words)]);
    expect(vendor.received).toHaveLength(1);
  });
});
