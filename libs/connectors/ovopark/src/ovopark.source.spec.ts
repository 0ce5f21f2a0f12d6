import { ConnectorError } from '#connectors-core/connector-error.js';
import type { SourcePage } from '#connectors-core/source-pages.js';
import {
  coded,
  fixture,
  MOBILE_LOGIN,
  ovoparkAccount,
  ScriptedGateway,
  SEARCH_POS,
  withData,
} from '../../../../test/fixtures/ovopark/ovopark-gateway.js';
import type { Scripted } from '../../../../test/fixtures/ovopark/ovopark-gateway.js';
import { OvoparkClient } from './ovopark.client.js';
import { OvoparkSource } from './ovopark.source.js';
import { OvoparkUserClient } from './ovopark-user.client.js';

type Settings = Readonly<Record<string, unknown>>;
const WINDOW = { from: new Date('2024-01-05T00:59:59.250Z'), to: new Date('2024-01-05T01:59:59.250Z') };

function sourceOver(...answers: Scripted[]) {
  const gateway = new ScriptedGateway()
    .answer(MOBILE_LOGIN, fixture('login.token'))
    .answer(SEARCH_POS, ...answers);
  const source = new OvoparkSource(new OvoparkUserClient(new OvoparkClient(gateway)));
  const page = (
    settings: Settings = {},
    cursor: string | null = null,
    stream = 'D000001',
  ): Promise<SourcePage> => source.pages.page({ stream, window: WINDOW, cursor }, ovoparkAccount(settings));
  return { gateway, source, page };
}

const failure = async (call: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (error instanceof ConnectorError) return error;
  throw new Error('was answered');
};

const businessOf = ({ form }: { form: Readonly<Record<string, string>> }) =>
  Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('_')));

const tickets = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ ticketId: (from + index).toString() }));

/** 208018, with something beside it. */
const noTickets = (data: unknown): string =>
  JSON.stringify({ stat: { cid: 'c', code: 208018, codename: 'POS_NOT_EXIST', systime: 1 }, data });

describe('the streams of Ovopark', () => {
  const { source } = sourceOver('');

  it('are the bound stores, where there is a user to log in as', () => {
    const streams = (settings: Settings) =>
      source.pages.streams(ovoparkAccount(settings), ['depId:9801', 'D000002', 'depId:9801']);
    expect(streams({})).toEqual(['depId:9801', 'D000002']);
    expect(streams({ userName: undefined })).toEqual([]);
    expect(streams({ password: undefined })).toEqual([]);
  });

  it('are read as often as the account says', () => {
    expect(source.pages.intervalMs(ovoparkAccount())).toBe(3_420_000);
    expect(source.pages.intervalMs(ovoparkAccount({ pollSeconds: 600 }))).toBe(600_000);
  });

  it('cost one window an interval when nothing is set: what is planned a minute late still fits into one', () => {
    const { largestWindowMs, overlapMs, lagMs } = source.pages;
    expect((source.pages.intervalMs(ovoparkAccount()) ?? 0) + overlapMs).toBe(largestWindowMs - 60_000);
    expect(lagMs + overlapMs).toBeGreaterThan(180_000);
  });
});

describe('asking for a page of tickets', () => {
  it('names store, window, page and enterprise as most of the vendor’s methods do', async () => {
    const { gateway, page } = sourceOver(fixture('page.empty'));
    await page();
    await page({}, null, 'depId:9801');
    const asked = {
      startTime: '2024-01-05 08:59:59',
      endTime: '2024-01-05 09:59:59',
      pageNumber: '1',
      pageSize: '100',
      enterpriseId: '11',
    };
    expect(gateway.of(SEARCH_POS).map(businessOf)).toEqual([
      { ...asked, shopId: 'D000001' },
      { ...asked, depId: '9801' },
    ]);
    expect(gateway.of(SEARCH_POS)[0]?.form).toMatchObject({ _mt: SEARCH_POS, _version: 'v1' });
  });

  it('uses the account’s names, and leaves out what has none', async () => {
    const { gateway, page } = sourceOver(fixture('page.empty'));
    const searchParameters = { startTime: 'stime', endTime: 'etime', pageNumber: 'page', enterpriseId: '' };
    await page({ searchParameters });
    expect(gateway.of(SEARCH_POS).map(businessOf)).toEqual([
      {
        stime: '2024-01-05 08:59:59',
        etime: '2024-01-05 09:59:59',
        page: '1',
        pageSize: '100',
        shopId: 'D000001',
      },
    ]);
  });

  it.each([
    { start: 'startTime' },
    { startTime: '' },
    { pageSize: ' ' },
    { shopId: '' },
    { startTime: '_sig' },
    { startTime: 'a&b' },
    { startTime: 'endTime' },
  ])('refuses the names %j before anything is asked', async (searchParameters) => {
    const { gateway, page } = sourceOver(fixture('page.empty'));
    expect((await failure(page({ searchParameters }))).code).toBe('invalid_config');
    expect(gateway.sent).toEqual([]);
  });

  it.each(['', 'depId:', 'depId:x', ' D1'])(
    'refuses the store id %j before anything is asked',
    async (stream) => {
      const { gateway, page } = sourceOver(fixture('page.empty'));
      expect((await failure(page({}, null, stream))).code).toBe('invalid_binding');
      expect(gateway.sent).toEqual([]);
    },
  );

  const DIGEST = '0123456789abcdef';
  it.each(['', '2', `0:1:-:${DIGEST}`, '2:1:-:xyz', `2:-1:-:${DIGEST}`, `2:1:x:${DIGEST}`, `2:1:${DIGEST}`])(
    'refuses the cursor %j before anything is asked',
    async (cursor) => {
      const { gateway, page } = sourceOver(fixture('page.empty'));
      expect((await failure(page({}, cursor))).code).toBe('unsupported');
      expect(gateway.sent).toEqual([]);
    },
  );

  it('asks nothing without a user', async () => {
    const { gateway, page } = sourceOver(fixture('page.empty'));
    expect((await failure(page({ userName: undefined }))).code).toBe('unsupported');
    expect(gateway.sent).toEqual([]);
  });
});

describe('a page of tickets', () => {
  it.each(['page.list', 'page.rows', 'page.records', 'page.bare-list'])('is read from %s', async (name) => {
    const { gateway, page } = sourceOver(fixture(name));
    const { observations, unread, next, rawBody } = await page();
    expect(observations.map(({ vendorNo, asOf }) => [vendorNo, asOf])).toEqual([
      ['D000001:880123456789012345', gateway.now],
      ['D000001:T-20240105-0002', gateway.now],
    ]);
    expect([unread, next, rawBody.toString()]).toEqual([[], null, fixture(name)]);
  });

  it('is read from where the account says, and from nowhere else', async () => {
    const body = withData({ page: { tickets: tickets(1, 1), count: 1 }, list: tickets(7, 7) });
    const { page } = sourceOver(body);
    const settings = { listPlaces: ['data.page.tickets'], totalPlaces: ['data.page.count'] };
    expect((await page(settings)).observations.map(({ vendorNo }) => vendorNo)).toEqual(['D000001:1']);
  });

  it.each([
    ['an empty list', fixture('page.empty')],
    ['an empty data list', withData([])],
    ['“no POS data”', fixture('failure.no-tickets')],
    ['“no POS data”, as text', coded('208018')],
    ['“no POS data”, told by the business', '{"stat":{"code":0},"isError":true,"code":"208018","data":null}'],
  ])('is empty for %s', async (_what, body) => {
    expect(await sourceOver(body).page()).toMatchObject({ observations: [], unread: [], next: null });
  });

  it.each([
    ['an unknown shape', fixture('page.unknown-shape')],
    ['no data', coded(0, 'SUCCESS')],
    ['no data at all', '{"stat":{"code":0}}'],
    ['a list that is null', withData({ total: 0, list: null })],
    ['a list as text', withData('[]')],
    ['a list that is an object', withData({ list: {} })],
    ['two lists', withData({ list: [], rows: tickets(1, 2) })],
    ['another envelope', '{"success":true,"rows":[]}'],
    ['no JSON', '<html>'],
    ['an empty list and a total that says otherwise', withData({ list: [], total: 3 })],
  ])('is not seen in %s: that is no “no tickets”', async (_what, body) => {
    expect((await failure(sourceOver(body).page())).code).toBe('invalid_response');
  });

  it.each([
    ['a list', noTickets({ list: tickets(1, 3) })],
    ['one of two lists', noTickets({ list: [], rows: tickets(1, 3) })],
    ['a total', noTickets({ total: 3 })],
  ])('is not seen in “no POS data” beside %s', async (_what, body) => {
    expect((await failure(sourceOver(body).page())).code).toBe('invalid_response');
  });

  it.each([
    ['more than 2 MB', withData({ list: [], note: 'x'.repeat(2 * 1024 * 1024) })],
    ['more rows than a page can have', withData(tickets(1, 1_001))],
    ['more values than such rows can have', withData({ list: [], more: Array(50_000).fill({}) })],
    ['deep nesting', withData({ list: [], more: JSON.parse('['.repeat(31) + ']'.repeat(31)) as unknown })],
    ['a name twice', '{"stat":{"code":0},"data":[],"data":[]}'],
  ])('is not seen in an answer of %s', async (_what, body) => {
    expect((await failure(sourceOver(body).page())).code).toBe('invalid_response');
  });

  it('may be ten times as long as was asked for', async () => {
    const { observations, next } = await sourceOver(withData(tickets(1, 1_000))).page();
    expect([observations.length, next === null]).toEqual([1_000, false]);
  });

  it('says which places it looked at', async () => {
    const { message } = await failure(sourceOver(fixture('page.unknown-shape')).page());
    expect(message).toBe('the answer has no list at data, data.list, data.rows, data.records');
  });
});

describe('page after page', () => {
  /** Reads to the end; the pages’ sizes and the pages that were asked for. */
  async function readAll(bodies: string[], settings: Settings = {}) {
    const { gateway, page } = sourceOver(...bodies);
    const sizes: number[] = [];
    let cursor: string | null = null;
    do {
      const { observations, next }: SourcePage = await page(settings, cursor);
      sizes.push(observations.length);
      cursor = next;
    } while (cursor !== null && sizes.length < 10);
    return { sizes, asked: gateway.of(SEARCH_POS).map(({ form }) => form['pageNumber']) };
  }

  it('ends with a short page', async () => {
    const bodies = [withData(tickets(0, 100)), withData(tickets(100, 100)), withData(tickets(200, 3))];
    expect(await readAll(bodies)).toEqual({ sizes: [100, 100, 3], asked: ['1', '2', '3'] });
  });

  it('never takes a full page for the last one, whatever the total', async () => {
    for (const total of [100, 1, 0, null]) {
      const bodies = [withData({ total, list: tickets(0, 100) }), fixture('failure.no-tickets')];
      expect((await readAll(bodies)).sizes).toEqual([100, 0]);
    }
  });

  it('goes on behind a short page while the total promises more, and no further', async () => {
    const bodies = [0, 50, 100].map((from) =>
      withData({ total: 120, list: tickets(from, from < 100 ? 50 : 20) }),
    );
    expect(await readAll([...bodies, 'not asked for'])).toEqual({
      sizes: [50, 50, 20],
      asked: ['1', '2', '3'],
    });
  });

  it('that ends before its total is an error, unless the account does not heed it', async () => {
    const bodies = [withData({ total: 9, list: tickets(0, 5) }), withData({ total: 9, list: [] })];
    expect(await failure(readAll(bodies))).toMatchObject({
      code: 'invalid_response',
      message: 'the list ends after 5 tickets, but its total is 9',
    });
    expect((await readAll(bodies, { totalPlaces: ['data.none'] })).sizes).toEqual([5]);
  });

  it.each([
    ['a full page', 100, fixture('failure.no-tickets')],
    ['a short page', 30, fixture('failure.no-tickets')],
    ['a page, with a total of nothing,', 100, noTickets({ total: 0 })],
    ['a page, as an empty list,', 100, withData({ total: 0, list: [] })],
  ])(
    'that ends behind %s is an error below the total that a page before stated',
    async (_what, rows, end) => {
      const bodies = [withData({ total: 250, list: tickets(0, rows) }), end];
      expect(await failure(readAll(bodies))).toMatchObject({
        code: 'invalid_response',
        message: `the list ends after ${rows.toString()} tickets, but its total is 250`,
      });
    },
  );

  it('keeps to the total of an earlier page, and to the newest one where several state it', async () => {
    const pages = [withData({ total: 150, list: tickets(0, 100) }), withData(tickets(100, 30))];
    expect((await readAll([...pages, withData(tickets(130, 20))])).sizes).toEqual([100, 30, 20]);
    const fewer = withData({ total: 130, list: tickets(100, 30) });
    expect((await readAll([...pages.slice(0, 1), fewer])).sizes).toEqual([100, 30]);
  });

  it.each([10_000_000, '1e30', 1e30])('takes the total %j for more than there can be', async (total) => {
    const bodies = [withData({ total, list: tickets(0, 5) }), withData([])];
    expect((await failure(readAll(bodies))).message).toContain('ends after 5 tickets');
  });

  it('does not end with a page that is full by the size that the answer names', async () => {
    const bodies = [
      withData({ pageSize: 20, list: tickets(0, 20) }),
      withData({ pageSize: '20', list: tickets(20, 5) }),
    ];
    expect((await readAll(bodies)).sizes).toEqual([20, 5]);
    for (const pageSize of [0, 100, 1000, 'many'])
      expect((await readAll([withData({ pageSize, list: tickets(0, 20) })])).sizes).toEqual([20]);
  });

  it('goes on behind a full page that comes again: that it repeats is seen by whoever reads on', async () => {
    const same = withData(tickets(0, 100));
    expect((await readAll([same, same, withData([])])).sizes).toEqual([100, 100, 0]);
  });

  it('is asked for again within a second as another request: the vendor refuses the very same one (-100)', async () => {
    const { gateway, page } = sourceOver(fixture('page.empty'));
    for (let passes = 0; passes < 3; passes += 1) await page();
    const [first, ...more] = gateway.of(SEARCH_POS).map(businessOf);
    expect(more).toEqual([first, first]);
    const signatures = gateway.of(SEARCH_POS).map(({ form }) => form['_sig']);
    expect(new Set(signatures).size).toBe(3);
  });
});

describe('the codes of searchPos', () => {
  it.each([
    [fixture('failure.quota'), 'quota_exhausted', '208017'],
    [fixture('failure.page-size'), 'invalid_config', '208015'],
    [coded(208006), 'invalid_config', '208006'],
    [coded(206001), 'invalid_config', '206001'],
    [coded(206003), 'invalid_config', '206003'],
    [coded(206004), 'invalid_binding', '206004'],
    [coded(206006), 'invalid_config', '206006'],
    [coded(-500), 'unavailable', '-500'],
    [coded(-999), 'unavailable', '-999'],
    [coded(999999), 'unavailable', '999999'],
    [coded(-100), 'rate_limited', '-100'],
    [coded(16), 'invalid_signature', '16'],
    [coded(7), 'invalid_signature', '7'],
    [coded(3), 'auth_failed', '3'],
    [coded(9), 'invalid_config', '9'],
    [coded(208999), 'rejected', '208999'],
    [coded(31415), 'rejected', '31415'],
  ])('%# become what to do next', async (body, code, vendorCode) => {
    expect(await failure(sourceOver(body).page())).toMatchObject({ code, vendorCode, windowTooLarge: false });
  });

  it('say when the window is too large', async () => {
    expect(await failure(sourceOver(fixture('failure.window')).page())).toMatchObject({
      code: 'rejected',
      vendorCode: '208016',
      windowTooLarge: true,
    });
  });
});

describe('testing an account', () => {
  it('logs in anew, whatever is kept, and searches for nothing', async () => {
    const { gateway, source, page } = sourceOver(fixture('page.empty'));
    await page();
    expect(await source.check(ovoparkAccount())).toMatchObject({
      message: expect.stringContaining('logged in'),
    });
    expect(gateway.sent.map(({ method }) => method)).toEqual([MOBILE_LOGIN, SEARCH_POS, MOBILE_LOGIN]);
  });

  it('is not kept from it by an earlier failure, and heals what was remembered', async () => {
    const { gateway, source, page } = sourceOver(fixture('page.empty'));
    gateway.answer(
      MOBILE_LOGIN,
      fixture('failure.password'),
      fixture('failure.password'),
      fixture('login.token'),
    );
    await failure(page());
    expect(await failure(source.check(ovoparkAccount()))).toMatchObject({
      code: 'auth_failed',
      vendorCode: '103095',
    });
    expect((await source.check(ovoparkAccount())).message).toContain('logged in');
    expect((await page()).next).toBeNull();
    expect(gateway.of(MOBILE_LOGIN)).toHaveLength(3);
  });

  it('says that there is nothing to ask for an account that only reports', async () => {
    const { gateway, source } = sourceOver('');
    expect((await failure(source.check(ovoparkAccount({ password: undefined })))).code).toBe('unsupported');
    expect(gateway.sent).toEqual([]);
  });
});
