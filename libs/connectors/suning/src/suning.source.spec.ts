import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Account } from '#connectors-core/account.js';
import { checkConfig } from '#connectors-core/config-check.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { OPEN_GATE } from '#connectors-core/testing/open-gate.js';
import { HttpTransport } from '#connectors-core/http-transport.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { declaredHiding } from '#connectors-core/request-hiding.js';
import type { SourcePage } from '#connectors-core/source-pages.js';
import type { ReceivedRequest } from '#connectors-core/testing/scripted-vendor.js';
import { ScriptedVendor } from '#connectors-core/testing/scripted-vendor.js';
import { TestTime } from '#connectors-core/testing/test-time.js';
import type { HttpRequest, Transport } from '#connectors-core/transport.js';
import { fold, type FoldedLeg, toStatement } from '#domain/leg.js';
import { SuningClient } from './suning.client.js';
import { suningDeclaration } from './suning.connector.js';
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

const listed = (rows: readonly unknown[], head: object = {}): string =>
  JSON.stringify({
    sn_responseContent: {
      sn_head: { ...head, returnMessage: 'biz.handler.data-get:success' },
      sn_body: { queryOrderStatus: rows },
    },
  });

/** Answers every call with the body; keeps what was sent. */
function answering(
  body: Buffer | string,
  { vendorNow, sentAt = NOW }: { vendorNow?: Date; sentAt?: Date } = {},
) {
  const sent: HttpRequest[] = [];
  const transport: Transport = {
    async call(_account, _limits, call) {
      const build: (...times: Date[]) => HttpRequest = call.build;
      sent.push(vendorNow === undefined ? build(NOW, NOW) : build(NOW, vendorNow));
      const answer = { status: 200, headers: {}, body: Buffer.from(body) };
      return { value: call.read(answer), sentAt, body: answer.body };
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
      .page({ ...FIRST, stream: '301', cursor: '7:300' }, accountOf(settings))
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
    const { source, sent } = answering(bytes('page.two-orders.json'), {
      vendorNow: new Date('2024-01-05T01:45:03Z'),
    });
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
    ['a cursor that is no place', { cursor: '0:0' }, 'unsupported'],
    ['a page beyond the last', { cursor: '100000:0' }, 'unsupported'],
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
    expect(pages.intervalMs(accountOf({}))).toBeNull();
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
      '', // Nothing, as null is: left out.
      null,
      [],
    ];
    const { observations, unread } = await ask(listed(rows));
    expect(observations.map(({ vendorNo }) => vendorNo)).toEqual(['201:T1']);
    const told = ['201:T2', null, null, null, null, '201:T3', null, null];
    expect(unread.map(({ vendorNo }) => vendorNo)).toEqual(told);
  });

  it.each([
    ['orderStatus is missing', { orderId: 'T2', orderStatus: '' }],
    ['orderStatus is not a text', { orderId: 'T2', orderStatus: {} }],
    ['jobList.0 has none of a job’s fields', { orderId: 'T2', orderStatus: '01', jobList: {} }],
    ['another order source than 201', { orderId: 'T2', orderStatus: '01', orderSource: '214' }],
  ])('names the order that cannot be read, and why: %s', async (why, row) => {
    const { unread } = await ask(listed([row]));
    expect(unread).toEqual([{ vendorNo: '201:T2', message: expect.stringContaining(why) as string }]);
  });

  it('knows how many rows were listed before it', async () => {
    const short = listed([{ orderId: 'T1', orderStatus: ' ' }, ''], { pageTotal: '9' });
    expect((await ask(short, {}, { cursor: '2:20' })).next).toBe('3:21');
    const empty = listed([], { pageTotal: '21' });
    expect(await ask(empty, {}, { cursor: '3:21' })).toMatchObject({ observations: [], next: null });
    expect((await failure(ask(empty, {}, { cursor: '3:20' }))).code).toBe('invalid_response');
  });

  it('may hold empty elements, which are neither orders nor jobs', async () => {
    const row = '<orderId>1</orderId><orderStatus>01</orderStatus><jobList/><jobList/>';
    const rows = `<queryOrderStatus/><queryOrderStatus>${row}</queryOrderStatus><queryOrderStatus> </queryOrderStatus>`;
    const page = await ask(`<sn_responseContent><sn_body>${rows}</sn_body></sn_responseContent>`);
    expect(page).toMatchObject({ observations: [{ vendorNo: '201:1' }], unread: [] });
  });

  it('that repeats what it was sent is an error without it', async () => {
    const sn_error = { error_code: 'sys.check:tok-1', error_msg: 'the-key, the-secret and tok-1 are wrong' };
    const answer = JSON.stringify({ sn_responseContent: { sn_error } });
    const { message, vendorCode } = await failure(ask(answer, { accessToken: 'tok-1' }));
    expect([message, vendorCode]).toEqual([
      'Suning answered: sys.check:… …, … and … are wrong',
      'sys.check:…',
    ]);
  });

  it.each(['json', 'xml'])('that asks for a smaller window says so (%s)', async (format) => {
    const error = await failure(ask(bytes(`failure.window.${format}`), { format }));
    expect(error).toMatchObject({ windowTooLarge: true, vendorCode: 'sys.check.query-time:outofrange' });
  });
});

describe('an order whose rows are on two pages', () => {
  const row = (orderId: string, orderStatus: string, ...jobIds: string[]) => ({
    orderId,
    orderStatus,
    jobList: jobIds.map((jobId) => ({ jobType: '0', jobId, jobStatus: '1' })),
  });

  /** Each list a page, a second after the one before; what is in force of one order after each of them. */
  async function walk(orderId: string, pages: readonly (readonly object[])[]): Promise<unknown[]> {
    let leg: FoldedLeg = {};
    let cursor: string | null = null;
    const states: unknown[] = [];
    for (const [at, rows] of pages.entries()) {
      const pageTotal = pages.length.toString();
      const { source } = answering(listed(rows, { pageTotal }), {
        sentAt: new Date(NOW.getTime() + at * 1000),
      });
      const page: SourcePage = await source.pages.page({ ...FIRST, cursor }, accountOf());
      for (const each of page.observations)
        if (each.vendorNo === `201:${orderId}`)
          leg = fold(
            leg,
            toStatement(each, () => ''),
          ).leg;
      const jobs = Object.keys(leg.placement?.value.origin ?? {}).filter((name) => name.startsWith('job.'));
      states.push([leg.fulfilment?.value.raw, ...jobs]);
      cursor = page.next;
    }
    expect(cursor).toBeNull();
    return states;
  }

  it('is one order with all its jobs, and unknown where its statuses differ', async () => {
    const states = await walk('X', [
      [row('A', '01'), row('X', '05', 'R1')],
      [row('X', '01', 'D1'), row('B', '01')],
    ]);
    expect(states).toEqual([
      ['05', 'job.0.R1'],
      ['01+05', 'job.0.D1', 'job.0.R1'],
    ]);
  });

  it('is one order even over three pages', async () => {
    const states = await walk('X', [[row('X', '01', 'J1')], [row('X', '01', 'J2')], [row('X', '01', 'J3')]]);
    expect(states.at(-1)).toEqual(['01', 'job.0.J1', 'job.0.J2', 'job.0.J3']);
  });

  it('is what the later page says where another order ended the page, or a page is between', async () => {
    const apart = await walk('X', [[row('X', '05', 'R1'), row('A', '01')], [row('X', '01', 'D1')]]);
    expect(apart.at(-1)).toEqual(['01', 'job.0.D1']);
    const between = await walk('X', [[row('X', '05', 'R1')], [row('A', '01')], [row('X', '01', 'D1')]]);
    expect(between.at(-1)).toEqual(['01', 'job.0.D1']);
  });

  it('is stated by the first page alone where the next has nothing of it', async () => {
    expect(await walk('X', [[row('X', '05', 'R1')], [row('A', '01')]])).toEqual([
      ['05', 'job.0.R1'],
      ['05', 'job.0.R1'],
    ]);
    const { source } = answering(listed([row('A', '01')]));
    const cursor = '2:1:[{"orderId":"X","orderStatus":"05"}]';
    const { observations } = await source.pages.page({ ...FIRST, cursor }, accountOf());
    expect(observations.map(({ vendorNo }) => vendorNo)).toEqual(['201:A']);
  });
});

describe('checking a Suning account', () => {
  const check = (body: Buffer | string, settings: object = {}) => {
    const { source, sent } = answering(body);
    return { result: source.check(accountOf(settings)), sent };
  };

  it('asks for the last minute of one order source', async () => {
    const { result, sent } = check(bytes('page.two-orders.json'));
    expect(await result).toEqual({ message: expect.stringContaining('2 orders of 201') as string });
    const body = Buffer.from(sent[0]?.body ?? '').toString();
    expect(body).toContain('"startTime":"2024-01-05 09:29:00","endTime":"2024-01-05 09:30:00"');
  });

  it('is content with nothing to list, because that much only a right signature is told', async () => {
    expect(await check(bytes('failure.no-result.json')).result).toHaveProperty('message');
  });

  it('says what the vendor answered, or which setting is wrong', async () => {
    await expect(check(bytes('failure.signature.json')).result).rejects.toMatchObject({
      code: 'invalid_signature',
      vendorCode: expect.stringContaining('sign') as string,
      message: expect.stringContaining('签名信息错误') as string,
    });
    await expect(check('', { orderSources: ['Tmall'] }).result).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('orderSources') as string,
    });
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
    transport = new HttpTransport({
      clock: time,
      timers: time,
      random: () => 0.5,
      outbound,
      gate: OPEN_GATE,
      hidingOf: declaredHiding([suningDeclaration]),
    });
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
