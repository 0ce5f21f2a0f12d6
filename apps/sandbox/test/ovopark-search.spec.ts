import { call, placed, TILL } from './pospal-caller.js';
import { codeOf, ENTERPRISE, search, SEARCH, tokenOf, USER } from './ovopark-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

const { akey } = ENTERPRISE;
const NO_POS = 208_018;

let fixture: SandboxFixture;
let token: string;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await enterprise();
  token = await tokenOf(fixture);
});
afterEach(() => fixture.close());

const enterprise = (settings: object = {}) =>
  fixture.control('/ovopark/enterprises', { ...ENTERPRISE, users: [USER], looseTypes: false, ...settings });
const ticket = (ticketId: string, fields: object = {}) =>
  fixture.control('/ovopark/tickets', { akey, shopId: 'D000001', ticketId, ...fields });
const ask = (fields: Record<string, string | null> = {}) => search(fixture, token, fields);

interface Row {
  readonly ticketId: string;
  readonly total: number | string;
}
const rowsOf = async (fields: Record<string, string> = {}): Promise<Row[]> => {
  const data = (await ask(fields)).json.data as { list: Row[] } | null;
  return data?.list ?? [];
};
const idsOf = async (fields: Record<string, string> = {}) =>
  (await rowsOf(fields)).map(({ ticketId }) => ticketId);

describe('the parameters', () => {
  // [code, over a right search]
  const wrong: [number, Record<string, string | null>][] = [
    [208_006, { startTime: '2024-01-05' }],
    [208_006, { endTime: '2024-01-05 24:00:00' }],
    [208_016, { endTime: '2024-01-05 10:00:01' }],
    [208_015, { pageSize: '101' }],
    [206_001, { enterpriseId: '12' }],
    [206_004, { shopId: 'D999999' }],
    [206_004, { shopId: null }],
    [400_001, { stime: '2024-01-05 09:00:00' }],
    [400_002, { startTime: null }],
    [400_002, { endTime: '2024-01-05 08:59:59' }],
    [400_002, { pageSize: '0' }],
    [400_002, { pageNumber: 'x' }],
  ];

  it.each(wrong)('code %i for %o', async (code, fields) => {
    await ticket('A');
    const answer = await ask(fields);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ stat: { code }, data: null });
  });

  it('may go to their bounds, and name the store either way', async () => {
    await ticket('A');
    expect(codeOf(await ask({ pageSize: '100', enterpriseId: '11' }))).toBe(0);
    expect(codeOf(await ask({ shopId: null, depId: '9808' }))).toBe(0);
    expect(codeOf(await ask({ shopId: 'D000001', depId: '9809' }))).toBe(NO_POS);
  });

  it('go by other names where the enterprise says so', async () => {
    await ticket('A');
    await enterprise({ searchNames: { startTime: 'starttime', endTime: 'endtime', enterpriseId: 'orgId' } });
    expect(codeOf(await ask())).toBe(400_001);
    const renamed = { startTime: null, endTime: null, orgId: '11' };
    const window = { starttime: '2024-01-05 09:00:00', endtime: '2024-01-05 09:59:59' };
    expect(codeOf(await ask({ ...renamed, ...window }))).toBe(0);
    expect(codeOf(await ask({ ...renamed, ...window, orgId: '12' }))).toBe(206_001);
  });
});

describe('the budget', () => {
  it('is 300 calls a Shanghai day, whatever came of them; a call without a token is none', async () => {
    await ticket('A');
    await fixture.control('/ovopark/quota', { akey, searchesToday: 298 }, 'PUT');
    expect(codeOf(await search(fixture, 'x'))).toBe(9_990_001);
    expect(codeOf(await ask({ pageSize: '101' }))).toBe(208_015);
    expect(codeOf(await ask())).toBe(0);
    expect((await ask()).json).toMatchObject({
      stat: { code: 208_017, codename: 'CALL_LIMIT' },
      result: '调用次数超过上限300次',
    });
    expect((await fixture.get('/ovopark/enterprises')).json.items).toMatchObject([{ searchesToday: 300 }]);
    fixture.clock.advance(15 * 3_600_000);
    token = await tokenOf(fixture);
    expect(codeOf(await ask())).toBe(0);
  });

  it('may be another or none, and the calls are counted by what came of them', async () => {
    await enterprise({ searchLimit: 1 });
    const codes = [codeOf(await ask()), codeOf(await ask())];
    await enterprise({ searchLimit: null });
    codes.push(codeOf(await ask()));
    expect(codes).toEqual([NO_POS, 208_017, NO_POS]);
    const { json } = await fixture.get(`/ovopark/calls?method=${SEARCH}`);
    expect(json.items).toHaveLength(3);
    expect(json.counts).toMatchObject({ [SEARCH]: { POS_NOT_EXIST: 2, CALL_LIMIT: 1 } });
    await fixture.control('/ovopark/calls', {}, 'DELETE').catch(() => undefined);
    expect((await fixture.get('/ovopark/calls')).json).toEqual({ items: [], counts: {} });
  });
});

describe('the answer', () => {
  it('has a row for each ticket', async () => {
    await ticket('A', { ticketTime: '2024-01-05 09:10:00', total: '12.50' });
    expect((await ask()).json.data).toEqual({
      total: 1,
      pageNumber: 1,
      pageSize: 20,
      list: [
        {
          enterpriseId: 11,
          depId: 9_808,
          shopId: 'D000001',
          ticketId: 'A',
          ticketTimeStr: '2024-01-05 09:10:00',
          total: 12.5,
          machineId: 'M9808',
          cashierId: '01',
          cashierName: '收银员',
        },
      ],
    });
  });

  it.each([
    ['rows', { total: 1, pageNumber: 1, pageSize: 20, rows: [expect.anything()] }],
    ['records', { total: 1, pageNumber: 1, pageSize: 20, records: [expect.anything()] }],
    ['data-array', [expect.anything()]],
    ['none-known', { total: 1, pageNumber: 1, pageSize: 20, posInfos: [expect.anything()] }],
  ])('has its rows in another place: %s', async (listPlace, data) => {
    await ticket('A');
    await enterprise({ listPlace });
    expect((await ask()).json.data).toEqual(data);
  });

  it('may keep the total to itself', async () => {
    await ticket('A');
    await enterprise({ tellsTotal: false });
    expect((await ask()).json.data).not.toHaveProperty('total');
  });

  it('writes numbers now as numbers, now as text', async () => {
    await ticket('A', { total: '12.50' });
    await enterprise({ looseTypes: true });
    const totals = [(await rowsOf())[0]?.total, (await rowsOf())[0]?.total];
    expect(new Set(totals)).toEqual(new Set(['12.50', 12.5]));
  });

  it('is an error where there is nothing, and an empty page behind the last', async () => {
    expect((await ask()).json).toMatchObject({ stat: { code: NO_POS }, result: 'POS数据不存在', data: null });
    await ticket('A');
    expect(await idsOf()).toEqual(['A']);
    expect((await ask({ pageNumber: '2' })).json).toMatchObject({
      stat: { code: 0 },
      data: { total: 1, list: [] },
    });
  });
});

describe('windows and pages', () => {
  it('have both ends inside, of one store', async () => {
    for (const time of ['08:59:59', '09:00:00', '10:00:00', '10:00:01']) {
      await ticket(time, { ticketTime: `2024-01-05 ${time}` });
    }
    await ticket('09:00:00', { shopId: 'D000002', ticketTime: '2024-01-05 09:00:00' });
    expect(await idsOf()).toEqual(['09:00:00', '10:00:00']);
  });

  const paged = async (between: () => Promise<unknown>) => {
    const first = await idsOf({ pageSize: '2' });
    await between();
    return [...first, ...(await idsOf({ pageSize: '2', pageNumber: '2' }))];
  };
  const three = async () => {
    for (const id of ['A', 'B', 'C']) await ticket(id, { ticketTime: '2024-01-05 09:10:00' });
  };

  it('are those of the moment of the first', async () => {
    await three();
    const taken = () => fixture.control('/ovopark/tickets/A', { remove: true }, 'PATCH');
    expect(await paged(taken)).toEqual(['A', 'B', 'C']);
    expect(await idsOf()).toEqual(['B', 'C']);
  });

  it('shift where the enterprise says so', async () => {
    await enterprise({ shiftPages: true });
    await three();
    expect(await paged(() => ticket('D'))).toEqual(['C', 'B', 'B', 'A']);
  });

  it('show a ticket late, counted from its own time', async () => {
    await enterprise({ visibleAfterMs: 180_000 });
    await ticket('early', { ticketTime: '2024-01-05 09:27:00' });
    await ticket('late', { ticketTime: '2024-01-05 09:30:00', visibleAfterMs: 180_000 });
    expect(await idsOf()).toEqual(['early']);
    fixture.clock.advance(180_000);
    expect(await idsOf()).toEqual(['early', 'late']);
  });

  it('hold each of many tickets once', async () => {
    const bulk = {
      ...{ akey, shopId: 'D000001', count: 250 },
      ...{ from: '2024-01-05T09:00:00+08:00', to: '2024-01-05T09:29:00+08:00' },
    };
    const { count } = await fixture.control('/ovopark/tickets/bulk', bulk);
    expect(count).toBe(250);
    const read = [];
    for (const pageNumber of ['1', '2', '3']) read.push(...(await idsOf({ pageSize: '100', pageNumber })));
    expect(new Set(read).size).toBe(250);
    expect((await fixture.get('/ovopark/tickets?shop=9808')).json.count).toBe(250);
  });
});

describe('tickets', () => {
  it('are unique in their store, change and go', async () => {
    await ticket('A');
    await ticket('A', { shopId: 'D000002', total: '3.00' });
    const again = { akey, shopId: 'D000001', ticketId: 'A' };
    expect(await fixture.refused('/ovopark/tickets', again)).toMatchObject({
      status: 409,
      json: { field: 'ticketId' },
    });
    expect(await fixture.refused('/ovopark/tickets/A', { total: '1.00' }, 'PATCH')).toMatchObject({
      status: 409,
    });
    await fixture.control('/ovopark/tickets/A?shop=D000001', { total: '1.00' }, 'PATCH');
    expect(await rowsOf()).toMatchObject([{ ticketId: 'A', total: 1 }]);
    await fixture.control('/ovopark/tickets/A?shop=9808', { remove: true }, 'PATCH');
    expect(codeOf(await ask())).toBe(NO_POS);
    expect((await fixture.get('/ovopark/tickets')).json).toMatchObject({
      count: 1,
      totalFen: 300,
      items: [{ ticketId: 'A', depId: '9809', totalFen: 300 }],
    });
  });

  it('are the till’s orders, where the store follows one', async () => {
    await fixture.control('/pospal/tills', TILL);
    await enterprise({ ticketsFromTill: TILL.appId });
    const orderNo = await placed(fixture);
    await ticket('by hand', { total: '7.00' });
    expect(await rowsOf()).toMatchObject([
      { ticketId: orderNo, total: 25 },
      { ticketId: 'by hand', total: 7 },
    ]);
    expect((await fixture.get('/ovopark/tickets')).json).toMatchObject({ count: 2, totalFen: 3_200 });
    await call(fixture, 'cancleOrder', { orderNo });
    expect(await idsOf()).toEqual(['by hand']);
    expect(await idsOf({ shopId: 'D000002' })).toEqual([]);
  });

  it('of a till may be late like any others, and belong to a store of choice', async () => {
    await fixture.control('/pospal/tills', TILL);
    const [first, second] = ENTERPRISE.shops;
    await enterprise({ shops: [first, { ...second, ticketsFromTill: TILL.appId }], visibleAfterMs: 180_000 });
    const made = new Set<string>();
    for (let order = 0; order < 40; order += 1) made.add(await placed(fixture));
    const seen = async () => (await idsOf({ shopId: 'D000002', pageSize: '100' })).length;
    expect(await seen()).toBeLessThan(10);
    fixture.clock.advance(180_000);
    expect(await seen()).toBe(40);
    expect(await idsOf()).toEqual([]);
  });
});
