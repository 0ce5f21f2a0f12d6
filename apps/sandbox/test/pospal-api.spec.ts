import { gunzipSync } from 'node:zlib';
import {
  call,
  callV2,
  expectRefused,
  ORDER,
  placed,
  postRaw,
  rawAnswer,
  statusOf,
  TILL,
} from './pospal-caller.js';
import { pospalSignature } from '../src/pospal/pospal-signature.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await till();
});
afterEach(() => fixture.close());

const till = (settings: object = {}) => fixture.control('/pospal/tills', { ...TILL, ...settings });
const orders = async (query = '') => (await fixture.get(`/pospal/orders?${query}`)).json;

/** The very bytes and signature of a published vector. */
const PP_3 =
  '{"appId":"demo-app-id","payMethod":"Cash","orderDateTime":"2024-01-05 09:30:00",' +
  '"contactAddress":"上海市徐汇区1号","contactName":"张三","contactTel":"13800000000",' +
  '"items":[{"productUid":880123456789012345,"quantity":2,"manualSellPrice":12.5}],' +
  '"orderSource":"openApi","totalAmount":25}';

describe('a call that the till takes', () => {
  it('is one signed over its exact bytes: PP-3 by V1', async () => {
    const signed = { 'data-signature': '1DFB8C5312CC00DB1737F8E78B2366E8' };
    const answer = await postRaw(fixture, 'addOnLineOrder', PP_3, { headers: signed });
    expect(statusOf(answer)).toBe('success');
    expectRefused(await postRaw(fixture, 'addOnLineOrder', `${PP_3} `, { headers: signed }), 'badSignature');
  });

  it('may carry seconds, as some clients send them', async () => {
    const answer = await call(fixture, 'addOnLineOrder', ORDER, { headers: { 'time-stamp': '1704418205' } });
    expect(statusOf(answer)).toBe('success');
  });

  it('gets the order’s number, the time and the member', async () => {
    await till({ looseTypes: false });
    const { json } = await call(fixture, 'addOnLineOrder', { ...ORDER, customerNumber: 'M1' });
    expect(json).toEqual({
      status: 'success',
      messages: [],
      errorCode: 0,
      data: {
        orderNo: expect.stringMatching(/^240105093005\d{8}$/),
        orderCreateDateTime: '2024-01-05 09:30:05',
        customerNumber: 'M1',
      },
    });
  });

  it('spells status and the time’s name differently from order to order, never from time to time', async () => {
    const texts = new Set<string>();
    for (let turn = 0; turn < 40; turn += 1) {
      const { json } = await call(fixture, 'addOnLineOrder', ORDER);
      texts.add(String(json.status)).add(Object.keys(json.data)[1]!);
    }
    expect([...texts].sort()).toEqual([
      'SUCCESS',
      'Success',
      'orderCreateDateTime',
      'orderCreateDatetime',
      'ordercreatedatetime',
      'success',
    ]);
    const orderNo = await placed(fixture);
    const asked = await call(fixture, 'queryOrderByNo', { orderNo });
    expect((await call(fixture, 'queryOrderByNo', { orderNo })).text).toBe(asked.text);
  });
});

describe('a call that the till refuses', () => {
  const header = (headers: Record<string, string | null>) =>
    call(fixture, 'addOnLineOrder', ORDER, { headers });

  afterEach(async () => {
    expect((await orders()).count).toBe(0);
  });

  it.each([
    ['no signature', { 'data-signature': null }, 'badSignature'],
    ['a lower-case signature', { 'data-signature': '1dfb8c5312cc00db1737f8e78b2366e8' }, 'badSignature'],
    ['no time-stamp', { 'time-stamp': null }, 'badTimeStamp'],
    ['a time-stamp of words', { 'time-stamp': 'this morning' }, 'badTimeStamp'],
    ['a time-stamp with decimals', { 'time-stamp': '1704418205.5' }, 'badTimeStamp'],
    ['another content type', { 'content-type': 'text/plain' }, 'notJson'],
  ] as const)('%s', async (_what, headers, reason) => {
    expectRefused(await header(headers), reason);
  });

  it('the right signature in lower case', async () => {
    const body = JSON.stringify({ appId: TILL.appId, ...ORDER });
    const headers = { 'data-signature': pospalSignature(TILL.appKey, body).toLowerCase() };
    expectRefused(await postRaw(fixture, 'addOnLineOrder', body, { headers }), 'badSignature');
  });

  it('another key', async () => {
    expectRefused(await call(fixture, 'addOnLineOrder', ORDER, { appKey: 'other' }), 'badSignature');
  });

  it('an unknown, a missing and a numeric appId', async () => {
    expectRefused(await call(fixture, 'addOnLineOrder', { ...ORDER, appId: 'nobody' }), 'unknownAppId');
    expectRefused(await postRaw(fixture, 'addOnLineOrder', '{}'), 'missingField', 'appId');
    expectRefused(await postRaw(fixture, 'addOnLineOrder', '{"appId":5}'), 'badField', 'appId');
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"appId":"demo-app-id","appId":"b"}'])(
    'the body %s',
    async (body) => {
      expectRefused(await postRaw(fixture, 'addOnLineOrder', body), 'notJson');
    },
  );

  it.each(['addonlineorder', 'addOnlineOrder', 'cancelOrder', 'constructor', 'queryOrders'])(
    'the operation %s, which the page does not have',
    async (operation) => {
      expectRefused(await call(fixture, operation, ORDER), 'unknownOperation', operation);
    },
  );
});

describe('what real callers send', () => {
  it.each(['1704418205', '2024-01-05 01:30:05 UTC', '2024-01-05 09:30:05 +0800'])(
    'the time-stamp %s',
    async (at) => {
      const answer = await call(fixture, 'addOnLineOrder', ORDER, { headers: { 'time-stamp': at } });
      expect(statusOf(answer)).toBe('success');
    },
  );

  it('numbers as text', async () => {
    const items = [{ productUid: '1001', quantity: '2', manualSellPrice: '12.50' }];
    const order = { ...ORDER, payOnLine: '1', totalAmount: '25.00', items };
    await call(fixture, 'addOnLineOrder', order);
    expect((await orders()).items).toMatchObject([{ totalFen: 2_500 }]);
  });
});

describe('a till that refuses in sentences', () => {
  it('has one code for everything', async () => {
    await till({ refusals: 'sentences' });
    const refused = [
      await call(fixture, 'shipOrder', { orderNo: 'x' }),
      await call(fixture, 'addOnLineOrder', { ...ORDER, payMethod: 'Barter' }),
    ];
    expect(refused.map(({ json }) => json)).toMatchObject([
      { errorCode: 5_000, messages: ['找不到该订单'] },
      { errorCode: 5_000, messages: ['会员账号不存在或支付方式有误'] },
    ]);
  });
});

const bare = [{ productUid: 1001, quantity: 2, manualSellPrice: 12.5 }];

describe('the two families', () => {
  it('a till takes the one of its setting only', async () => {
    expectRefused(await callV2(fixture, 'addOnLineOrder', ORDER), 'wrongVersion');
    await till({ signatureVersion: 2 });
    expectRefused(await call(fixture, 'addOnLineOrder', ORDER), 'wrongVersion');
    expect(statusOf(await callV2(fixture, 'addOnLineOrder', ORDER))).toBe('success');
  });

  it('V2 takes an appId in the header alone, wants comments, and has no balances', async () => {
    await till({ signatureVersion: 2 });
    expectRefused(
      await callV2(fixture, 'addOnLineOrder', { ...ORDER, items: bare }),
      'missingField',
      'items.0.comment',
    );
    const balance = { payMethod: 'CustomerBalance', customerNumber: 'M1', payOnLine: undefined };
    expectRefused(await callV2(fixture, 'addOnLineOrder', { ...ORDER, ...balance }), 'badPayment');
    expect(statusOf(await callV2(fixture, 'addOnLineOrder', { ...ORDER, appId: undefined }))).toBe('success');
  });

  it.each([
    ['appId', null],
    ['appId', 'other'],
    ['data-signature-v3', null],
    ['time-stamp', '1704418205001'],
  ])('V2 covers the header %s', async (name, value) => {
    await till({ signatureVersion: 2 });
    expectRefused(await callV2(fixture, 'addOnLineOrder', ORDER, { [name]: value }), 'badSignature');
  });
});

describe('compression', () => {
  it.each([
    ['gzip,deflate', {}, 'gzip'],
    ['deflate', {}, undefined],
    [null, {}, undefined],
    ['gzip', { gzip: false }, undefined],
  ])('accepting %s of a till %j gives %s', async (accepted, settings, encoding) => {
    await till(settings);
    const answer = await rawAnswer(fixture, 'openNotificationOpenApi/queryPushUrl', accepted);
    expect(answer.encoding).toBe(encoding);
    const text = encoding === 'gzip' ? gunzipSync(answer.bytes) : answer.bytes;
    expect(JSON.parse(text.toString('utf8'))).toMatchObject({ data: { sendUrl: null } });
  });
});

describe('the quota', () => {
  const access = (operation: string, fields: object = {}) =>
    call(fixture, operation, fields, { api: 'openApiLimitAccess' });
  const log = async () => {
    const days = { beginDate: '2024-01-01', endDate: '2024-01-08' };
    return (await access('queryDailyAccessTimesLog', days)).json.data;
  };

  it('refuses every call beyond the day’s limit but the questions about it', async () => {
    await till({ dailyLimit: 2 });
    const orderNo = await placed(fixture);
    expectRefused(await call(fixture, 'shipOrder', { orderNo: 'x' }), 'orderNotFound');
    expectRefused(await call(fixture, 'addOnLineOrder', ORDER), 'quotaExhausted');
    expectRefused(await call(fixture, 'queryOrderByNo', { orderNo }), 'quotaExhausted');
    expect((await access('queryAccessTimes')).json.data).toEqual([
      {
        appId: TILL.appId,
        limitTimes: 2,
        startDate: '2024-01-01 00:00:00',
        endDate: '2024-12-31 23:59:59',
      },
    ]);
    // The two questions are calls as well.
    expect(await log()).toEqual([
      { appId: TILL.appId, accessDate: '2024-01-05', limitTimes: 2, haveAcessTimes: 4 },
    ]);
    expect((await orders()).count).toBe(1);
  });

  it('begins anew at midnight in Shanghai', async () => {
    await till({ dailyLimit: 1 });
    await placed(fixture);
    fixture.clock.advance(14 * 3_600_000 + 29 * 60_000);
    expectRefused(await call(fixture, 'addOnLineOrder', ORDER), 'quotaExhausted');
    fixture.clock.advance(60_000);
    await placed(fixture);
    expect(await log()).toMatchObject([
      { accessDate: '2024-01-05', haveAcessTimes: 1 },
      { accessDate: '2024-01-06', haveAcessTimes: 2 },
    ]);
  });

  it('is of each till alone, and counts no call that is not its own', async () => {
    await till({ dailyLimit: 1 });
    await fixture.control('/pospal/tills', { appId: 'other', appKey: 'other-key', dailyLimit: 1 });
    await call(fixture, 'addOnLineOrder', { ...ORDER, appId: 'other' }, { appKey: 'other-key' });
    await call(fixture, 'addOnLineOrder', ORDER, { appKey: 'wrong' });
    await placed(fixture);
  });

  it('may be told otherwise: the other shape, none, and how much is used', async () => {
    await till({ accessAnswer: 'object' });
    expect((await access('queryAccessTimes')).json.data).toEqual({
      appId: TILL.appId,
      limitTimes: 2_147_483_647,
      startDate: null,
      endDate: null,
    });
    await fixture.control('/pospal/quota', { appId: TILL.appId, usedToday: 7 }, 'PUT');
    expect(await log()).toMatchObject([{ haveAccessTimes: 8 }]);
  });

  it('counts what fails: an order that is not there, a field, an operation, an error', async () => {
    const { appId } = TILL;
    await fixture.control('/faults', { vendor: 'pospal', kind: 'business_error' });
    await call(fixture, 'shipOrder', { orderNo: 'x' });
    await call(fixture, 'shipOrder', { orderNo: 'x' });
    await call(fixture, 'shipOrder', {});
    await call(fixture, 'shipOrders', {});
    expect((await fixture.get('/pospal/tills')).json.items).toMatchObject([{ appId, usedToday: 4 }]);
  });

  it('lists the chain’s other appIds, and may tell no limit', async () => {
    await till({ siblings: [{ appId: 'sibling', used: 299 }], limitTold: 'zero' });
    const { appId } = TILL;
    const days = { beginDate: '2024-01-05', endDate: '2024-01-05' };
    const today = { limitTimes: 0, accessDate: '2024-01-05' };
    expect((await access('queryDailyAccessTimesLog', days)).json.data).toEqual([
      { ...today, appId: 'sibling', haveAcessTimes: 299 },
      { ...today, appId, haveAcessTimes: 1 },
    ]);
    expect((await access('queryAccessTimes')).json.data).toMatchObject([{ limitTimes: 0 }]);
    await till({ limitTold: 'absent' });
    expect((await access('queryAccessTimes')).json.data[0]).not.toHaveProperty('limitTimes');
  });

  it.each([
    ['2024-01-01', '2024-01-09', 'windowTooLarge'],
    ['2024-01-02', '2024-01-01', 'windowInverted'],
    ['2024-01-01', '2024-02-30', 'badField'],
  ] as const)('is not told from %s to %s', async (beginDate, endDate, reason) => {
    expectRefused(await access('queryDailyAccessTimesLog', { beginDate, endDate }), reason);
  });
});

describe('the control API’s view of the calls', () => {
  it('has the verdict on each, and counts by operation', async () => {
    const orderNo = await placed(fixture);
    await call(fixture, 'shipOrder', { orderNo });
    await call(fixture, 'shipOrder', { orderNo });
    const { json } = await fixture.get(`/pospal/calls?appId=${TILL.appId}&limit=2`);
    expect(json).toMatchObject({
      items: [
        { operation: 'shipOrder', verdict: 'wrongState', detail: 'state 2', orderNo },
        { operation: 'shipOrder', verdict: 'done', orderNo },
      ],
      counts: { addOnLineOrder: { done: 1, refused: 0 }, shipOrder: { done: 1, refused: 1 } },
    });
    await fixture.send('/control/pospal/calls', { method: 'DELETE' });
    expect((await fixture.get('/pospal/calls')).json).toEqual({ items: [], counts: {} });
  });
});
