import { ConnectorError } from '#connectors-core/connector-error.js';
import type { FindRequest, FoundOrders, MarkedOrder } from '#connectors-core/order-sink.js';
import type { HttpRequest } from '#connectors-core/transport.js';
import type { Answer } from '../../../../test/fixtures/pospal/pospal-account.js';
import {
  answering,
  fixture,
  pospalAccount,
  SENT_AT,
} from '../../../../test/fixtures/pospal/pospal-account.js';
import { PospalClient } from './pospal.client.js';
import { PospalOrderSink } from './pospal.order-sink.js';

const MARKER = 'SP-7K2M9QRSTV0A1BCD';
const NOON = new Date('2024-01-05T04:00:00Z');
const at = (text: string): Date => new Date(`${text}+08:00`);

function sinkOver(...answers: Answer[]) {
  const vendor = answering(...answers);
  return { sink: new PospalOrderSink(new PospalClient(vendor.transport)), ...vendor };
}

const LATER = new Date('2999-01-01T00:00:00Z');

const failure = async (run: () => Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await run().catch((thrown: unknown) => thrown);
  if (error instanceof ConnectorError) return error;
  throw new Error('was answered');
};

describe('commands to Pospal', () => {
  const document = { text: '{"payMethod":"Cash"}', statedAt: NOON, totalFen: 4000n };

  it('are the page’s operations, in its spelling', async () => {
    const { sink, sent, bodies } = sinkOver(fixture('answer.done'));
    await sink.ship('N1', pospalAccount(), LATER);
    await sink.complete('N1', pospalAccount(), LATER);
    await sink.complete('N1', pospalAccount({ shouldAddTicket: true }), LATER);
    await sink.cancel('N1', pospalAccount(), LATER);
    expect(sent.map(({ path }) => path.split('/').at(-1))).toEqual([
      'shipOrder',
      'completeOrder',
      'completeOrder',
      'cancleOrder',
    ]);
    const members = bodies().map((body) => body.replace('{"appId":"fixture-app-id-0001",', '{'));
    expect(members).toEqual([
      '{"orderNo":"N1"}',
      '{"orderNo":"N1","shouldAddTicket":false}',
      '{"orderNo":"N1","shouldAddTicket":true}',
      '{"orderNo":"N1"}',
    ]);
  });

  it('send a document as it stands, with the appId in front', async () => {
    const { sink, bodies } = sinkOver(fixture('answer.placed'));
    const later = new Date(SENT_AT.getTime() + 1);
    expect(await sink.place(document, pospalAccount(), later)).toEqual({
      vendorNo: '24010509300012340001',
      message: 'success, orderCreateDateTime 2024-01-05 09:30:00',
    });
    expect(bodies()).toEqual(['{"appId":"fixture-app-id-0001","payMethod":"Cash"}']);
  });

  it('read the booked number whatever the case of its name', async () => {
    const { sink } = sinkOver(
      '{"status":"SUCCESS","messages":["下单成功"],"data":{"orderno":9223372036854775807}}',
    );
    expect(await sink.place(document, pospalAccount(), new Date(SENT_AT.getTime() + 1))).toEqual({
      vendorNo: '9223372036854775807',
      message: '下单成功',
    });
  });

  it('leave open what a failure inside the vendor has done', async () => {
    const { sink } = sinkOver(fixture('failure.system'));
    expect((await failure(() => sink.cancel('N1', pospalAccount(), LATER))).code).toBe('outcome_unknown');
  });

  it('that Pospal refuses are rejected, with its code and words', async () => {
    const { sink } = sinkOver(fixture('failure.not-found'));
    expect(await failure(() => sink.cancel('N1', pospalAccount(), LATER))).toMatchObject({
      code: 'rejected',
      vendorCode: '1032',
      message: 'Pospal answered: 1032 订单不存在',
    });
  });
});

interface Row {
  readonly orderNo: string;
  readonly orderRemark?: unknown;
  readonly orderDateTime?: string;
  readonly contactTel?: string;
  readonly totalAmount?: number;
  readonly state?: number | null;
}

const pageOf = (
  rows: readonly Row[],
  next: string | null,
  pageSize = next === null ? 1000 : rows.length,
): string =>
  JSON.stringify({
    status: 'success',
    data: { postBackParameter: { parameterValue: next ?? 'end' }, result: rows, pageSize },
  });
const ours = (orderNo: string, change: Partial<Row> = {}): Row => ({
  orderNo,
  orderRemark: `${MARKER} A-1`,
  orderDateTime: '2024-01-05 12:00:00',
  contactTel: '13800000001',
  totalAmount: 40,
  state: 1,
  ...change,
});

describe('finding an order at Pospal', () => {
  const like: MarkedOrder['like'] = { phone: '138-0000-0001', saleFen: 4000n, placedAt: NOON };
  const request = (change: Partial<FindRequest> = {}): FindRequest => ({
    orders: [{ marker: MARKER, like }],
    windows: [{ from: at('2024-01-05T00:00:00'), to: at('2024-01-05T12:05:00') }],
    ...change,
  });
  /** Of the only order that is looked for. */
  async function find(
    sink: PospalOrderSink,
    asked: FindRequest = request(),
    account = pospalAccount(),
  ): Promise<FoundOrders> {
    const [found] = await sink.find(asked, account);
    if (found === undefined || found instanceof ConnectorError) throw found ?? new Error('nothing was said');
    return found;
  }
  const askedWindows = (sent: readonly HttpRequest[]): string[][] =>
    sent.map(({ body = '' }) => {
      const { startTime, endTime } = JSON.parse(body.toString()) as Record<string, string>;
      return [startTime ?? '', endTime ?? ''];
    });

  it('names its copies by creation, whatever their state', async () => {
    const rows = [
      ours('N3', { orderDateTime: '2024-01-05 12:00:09', state: 3 }),
      ours('N2'),
      ours('N1'),
      ours('N0', { orderDateTime: 'soon', state: 77 }),
    ];
    const { sink } = sinkOver(pageOf(rows, null));
    expect(await find(sink)).toEqual({
      copies: [
        { vendorNo: 'N1', placedAt: NOON, fulfilment: 'accepted' },
        { vendorNo: 'N2', placedAt: NOON, fulfilment: 'accepted' },
        { vendorNo: 'N3', placedAt: at('2024-01-05T12:00:09'), fulfilment: 'cancelled' },
        { vendorNo: 'N0', placedAt: null, fulfilment: 'unknown' },
      ],
      similar: [],
    });
  });

  it('reads a copy’s state as a listed order’s: none is created, and the account’s own words go first', async () => {
    const { state: _state, ...stateless } = ours('N2');
    const rows = [ours('N1', { state: null }), stateless, ours('N3', { state: 6 })];
    const { sink } = sinkOver(pageOf(rows, null));
    const { copies } = await find(sink, request(), pospalAccount({ stateMap: { '6': 'ready' } }));
    expect(copies.map(({ fulfilment }) => fulfilment)).toEqual(['created', 'created', 'ready']);
  });

  it('knows the marker only as a whole, and only in the remark', async () => {
    const rows = [
      ours('N1', { orderRemark: `${MARKER}X` }),
      ours('N2', { orderRemark: MARKER.slice(0, -1) }),
      ours('N3', { orderRemark: null }),
      { ...ours('N4', { orderRemark: '' }), contactName: MARKER },
    ];
    const { sink } = sinkOver(pageOf(rows, null));
    expect((await find(sink)).copies).toEqual([]);
  });

  it('suggests what has the same phone, amount and about the same time, and no marker of ours', async () => {
    const rows = [
      ours('similar', { orderRemark: '少冰' }),
      ours('with a country', { orderRemark: '', contactTel: '+86 13800000001' }),
      ours('in 15 minutes', { orderRemark: '', orderDateTime: '2024-01-05 12:15:00' }),
      ours('in 16 minutes', { orderRemark: '', orderDateTime: '2024-01-05 12:16:00' }),
      ours('another amount', { orderRemark: '', totalAmount: 40.01 }),
      ours('another phone', { orderRemark: '', contactTel: '13800000002' }),
      ours('another of ours', { orderRemark: 'SP-0000000000000000' }),
    ];
    const { sink } = sinkOver(pageOf(rows, null));
    const { similar } = await find(sink);
    expect(similar.map(({ vendorNo }) => vendorNo)).toEqual(['similar', 'with a country', 'in 15 minutes']);
  });

  it('looks for the stand-in where the order had no phone, and suggests nothing without an amount', async () => {
    const rows = [ours('N1', { orderRemark: '', contactTel: '00000000000' })];
    const { sink } = sinkOver(pageOf(rows, null));
    const of = (saleFen: bigint | null) =>
      request({ orders: [{ marker: MARKER, like: { phone: null, saleFen, placedAt: NOON } }] });
    expect((await find(sink, of(4000n))).similar).toHaveLength(1);
    expect((await find(sink, of(null))).similar).toEqual([]);
  });

  it('lays windows together that overlap, and cuts them into days', async () => {
    const { sink, sent } = sinkOver(pageOf([], null));
    const windows = [
      { from: at('2024-01-05T11:00:00.500'), to: at('2024-01-05T12:00:00.500') },
      { from: at('2024-01-03T11:30:00'), to: at('2024-01-05T11:30:00') },
      { from: at('2024-01-01T00:00:00'), to: at('2024-01-01T00:00:00') },
    ];
    await find(sink, request({ windows }));
    expect(askedWindows(sent)).toEqual([
      ['2024-01-01 00:00:00', '2024-01-01 00:00:00'],
      ['2024-01-03 11:30:00', '2024-01-04 11:30:00'],
      ['2024-01-04 11:30:00', '2024-01-05 11:30:00'],
      ['2024-01-05 11:30:00', '2024-01-05 12:00:01'],
    ]);
    expect((await failure(() => find(sink, request({ windows: [] })))).code).toBe('unsupported');
  });

  it('reads several pages again until they show nothing new: rows move between them', async () => {
    const [a, b, c] = [1, 2, 3].map((number) => ours(`N${number.toString()}`, { orderRemark: '' }));
    if (!a || !b || !c) throw new Error('no rows');
    // The second page begins behind the row that has moved to the first; the second pass shows it.
    const { sink, sent } = sinkOver(
      pageOf([a, b], 'A'),
      pageOf([c], null),
      pageOf([ours('N9'), a], 'A'),
      pageOf([b, c], null),
    );
    const { copies } = await find(sink);
    expect(copies.map(({ vendorNo }) => vendorNo)).toEqual(['N9']);
    expect(sent).toHaveLength(4);
  });

  it('says that an order is absent only once the pages have come to rest', async () => {
    let number = 0;
    const restless = sinkOver(() => {
      number += 1;
      return pageOf([ours(`N${number.toString()}`, { orderRemark: '' })], number % 2 === 1 ? 'A' : null);
    });
    expect((await failure(() => find(restless.sink))).code).toBe('unavailable');
    const calm = sinkOver((sent) => {
      const first = !(sent.body ?? '').toString().includes('postBackParameter');
      return pageOf([ours(first ? 'N1' : 'N2', { orderRemark: '' })], first ? 'A' : null);
    });
    expect((await find(calm.sink)).copies).toEqual([]);
    expect(calm.sent).toHaveLength(4);
  });

  it('does not go round in circles', async () => {
    const { sink, sent } = sinkOver((request_) => {
      const page = /"parameterValue":"(\w)"/.exec((request_.body ?? '').toString())?.[1] ?? '';
      return pageOf([ours(`N${page}`, { orderRemark: '' })], { '': 'A', A: 'B', B: 'C' }[page] ?? 'A');
    });
    expect((await failure(() => find(sink))).code).toBe('invalid_response');
    expect(sent).toHaveLength(4);
  });

  it('asks for a page that is the one before again once more, and then says nothing', async () => {
    let calls = 0;
    const rows = [ours('N1', { orderRemark: '' })];
    const stuck = sinkOver(() => pageOf(rows, String((calls += 1))));
    const error = await failure(() => find(stuck.sink));
    expect([error.code, stuck.sent.length]).toEqual(['invalid_response', 3]);
    const pages = [pageOf(rows, 'A'), pageOf(rows, 'B'), pageOf([ours('N2')], null)];
    const { copies } = await find(sinkOver(...pages, ...pages).sink);
    expect(copies.map(({ vendorNo }) => vendorNo)).toEqual(['N2']);
  });

  /** A till that lists at most three of its rows, and never says that there are more. */
  const cutOff = (rows: readonly Row[]) =>
    sinkOver((sent) => {
      const { startTime = '', endTime = '' } = JSON.parse((sent.body ?? '').toString()) as Record<
        string,
        string
      >;
      const inside = rows.filter(
        ({ orderDateTime = '' }) => orderDateTime >= startTime && orderDateTime <= endTime,
      );
      return JSON.stringify({ status: 'success', data: inside.slice(0, 3) });
    });
  const minutes = (count: number) =>
    Array.from({ length: count }, (_, minute) =>
      ours(`N${minute.toString()}`, {
        orderRemark: '',
        orderDateTime: `2024-01-05 11:${(10 + minute).toString()}:00`,
      }),
    );

  it('looks into ever shorter windows where a list cannot show that it is whole', async () => {
    const account = pospalAccount({ pageSize: 3 });
    const { sink } = cutOff([...minutes(30), ours('last', { orderDateTime: '2024-01-05 11:59:59' })]);
    expect((await find(sink, request(), account)).copies).toMatchObject([{ vendorNo: 'last' }]);
    const without = cutOff(minutes(30));
    expect((await find(without.sink, request(), account)).copies).toEqual([]);
    // Every second of the window lies in an answer that is shorter than a page.
    expect(askedWindows(without.sent).length).toBeGreaterThan(30);
  });

  it('never says that an order is absent from a list that cannot show it, however short', async () => {
    const account = pospalAccount({ pageSize: 3 });
    const crowd = ['a', 'b', 'c'].map((orderNo) => ours(orderNo, { orderRemark: '' }));
    const orders = [MARKER, 'SP-0000000000000000'].map((marker) => ({ marker, like }));
    const [seen, unseen] = await cutOff([ours('ours'), ...crowd]).sink.find(request({ orders }), account);
    expect(seen).toMatchObject({ copies: [{ vendorNo: 'ours' }] });
    expect(unseen).toMatchObject({
      code: 'invalid_response',
      message: expect.stringMatching(
        /^even of \d+ s the list does not show that it is whole: 3 rows, 3 a page/,
      ),
    });
    expect((await failure(() => find(cutOff(crowd).sink, request(), account))).code).toBe('invalid_response');
  });

  it('passes over a row that it cannot read, unless our marker stands in it', async () => {
    const odd = { orderNo: '', orderRemark: 'x' };
    const { sink } = sinkOver(pageOf([odd, ours('N1')], null));
    expect((await find(sink)).copies).toHaveLength(1);
    for (const row of [ours(''), ours('N1', { orderRemark: [MARKER] })]) {
      const other = sinkOver(pageOf([row], null));
      const error = await failure(() => find(other.sink));
      expect(error.code).toBe('invalid_response');
    }
  });

  it('tells orders that are looked for together apart, also where the row of one cannot be read', async () => {
    const [other, third] = ['SP-0000000000000000', 'SP-1111111111111111'];
    const rows = [ours('N1', { orderRemark: [other] }), ours('N2'), ours('N3', { orderRemark: '' })];
    const { sink, sent } = sinkOver(pageOf(rows, null));
    const orders = [other, MARKER, third].map((marker) => ({ marker, like: { ...like, saleFen: 1n } }));
    const [odd, found, absent] = await sink.find(request({ orders }), pospalAccount());
    expect(odd).toMatchObject({ code: 'invalid_response' });
    expect(found).toMatchObject({ copies: [{ vendorNo: 'N2' }], similar: [] });
    expect(absent).toEqual({ copies: [], similar: [] });
    expect(sent).toHaveLength(1);
  });
});

describe('an order that came from a till', () => {
  const { sink } = sinkOver('');

  it.each([
    [['source=pos'], { source: 'pos' }, true],
    [['source = pos'], { source: 'pos' }, true],
    [['source=pos'], { source: 'app', orderType: 'pos' }, false],
    [['pos'], { orderType: 'pos' }, true],
    [['source=pos', 'source=till'], { source: 'till' }, true],
    [['source='], {}, false],
    [['toString'], {}, false],
    [[], { source: 'pos' }, false],
  ])('is known by %j in %j: %s', (tillOrigins, origin, came) => {
    expect(sink.cameFromTill(origin as Record<string, string>, pospalAccount({ tillOrigins }))).toBe(came);
  });
});
