import { codeOf, ENTERPRISE, report } from './ovopark-caller.js';
import { ACKNOWLEDGED, Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { webhookHeaders } from '../src/shop/shop-signature.js';
import { zhimaiToken } from '../src/zhimai/zhimai-signature.js';
import { askDetail, MERCHANT } from './zhimai-caller.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let fixture: SandboxFixture;
let params: { orderNo: string; bizType: number };

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/zhimai/merchants', MERCHANT);
  await fixture.control('/ovopark/enterprises', ENTERPRISE);
  const { orderNo } = await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' });
  params = { orderNo, bizType: 1 };
});
afterEach(() => fixture.close());

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

const fault = (fields: object) => fixture.control('/faults', fields);
const reports = async () => (await fixture.get('/ovopark/reports')).json;

describe('a fault of an answer', () => {
  it.each([
    ['http_500', 500, /<h1>500/],
    ['http_429', 429, /<h1>429/],
    ['garbage', 200, /^\{"status":true,"code":0,"data":\{"or$/],
    ['html', 200, /系统维护/],
    ['empty', 200, /^$/],
    ['wrong_shape', 200, /"data":\{"rows":\[\],"total":0\}/],
  ])('%s', async (kind, status, text) => {
    await fault({ vendor: 'zhimai', kind });
    const answer = await askDetail(fixture, params);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    expect((await askDetail(fixture, params)).json).toHaveProperty('data.orderNo');
  });

  it('business_error with a code of choice', async () => {
    await fault({ vendor: 'zhimai', kind: 'business_error', code: '999', message: '繁忙' });
    expect((await askDetail(fixture, params)).json).toEqual({ status: true, code: '999', message: '繁忙' });
    await fault({ vendor: 'ovopark', kind: 'business_error', code: -500 });
    expect(codeOf(await report(fixture))).toBe(-500);
    expect((await reports()).items).toEqual([]);
  });

  it('drop closes the socket with nothing done, drop_after with all done', async () => {
    await fault({ vendor: 'ovopark', kind: 'drop' });
    await expect(report(fixture)).rejects.toThrow();
    expect((await reports()).items).toHaveLength(0);
    await fault({ vendor: 'ovopark', kind: 'drop_after' });
    await expect(report(fixture)).rejects.toThrow();
    expect((await reports()).items).toHaveLength(1);
    expect(codeOf(await report(fixture))).toBe(208_001);
  });

  it('work_late closes the socket, and is worked off after what was sent meanwhile', async () => {
    await report(fixture);
    await fault({ vendor: 'ovopark', kind: 'work_late', delayMs: 3_000 });
    await expect(report(fixture, { total: '1.00', isCover: '1' })).rejects.toThrow();
    expect(codeOf(await report(fixture, { total: '2.00', isCover: '1' }))).toBe(0);
    expect((await reports()).items).toMatchObject([{ total: '2.00', times: 2 }]);
    while (!JSON.stringify(await reports()).includes('"times":3')) await new Promise(setImmediate);
    expect((await reports()).items).toMatchObject([{ total: '1.00', withCover: 2, withoutCover: 1 }]);
    expect((await fixture.get('/ovopark/sums')).json).toMatchObject({
      items: [{ shopId: 'D000001', totalFen: 100, withCover: 2, withoutCover: 1 }],
      ...{ hours: 1, totalFen: 100, withCover: 2, withoutCover: 1, mostWithoutCover: 1 },
    });
  });

  it('delay answers all the same, unless the sandbox closes first', async () => {
    await fault({ vendor: 'zhimai', kind: 'delay', delayMs: 1 });
    expect((await askDetail(fixture, params)).json).toHaveProperty('data');
    await fault({ vendor: 'zhimai', kind: 'delay', delayMs: 600_000 });
    const late = askDetail(fixture, params).then(
      ({ json }) => json,
      () => 'closed',
    );
    await fixture.close();
    expect(await late).not.toHaveProperty('data');
    fixture = await SandboxFixture.start();
  });

  it('happens as often as it says, to what it names, and then no more', async () => {
    await fault({ vendor: 'zhimai', kind: 'http_500', times: 2, orderNo: params.orderNo });
    await fault({ vendor: 'ovopark', kind: 'http_500', shop: 9_809 });
    expect((await askDetail(fixture, { ...params, orderNo: 'other' })).status).toBe(200);
    expect(codeOf(await report(fixture))).toBe(0);
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await askDetail(fixture, params)).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect((await report(fixture, { shopId: null, depId: '9809' })).status).toBe(500);
  });

  it('is listed while it waits and can be taken back', async () => {
    await fault({ vendor: 'zhimai', kind: 'empty', times: 3 });
    expect((await fixture.get('/faults')).json).toMatchObject({
      items: [{ vendor: 'zhimai', kind: 'empty', left: 3 }],
    });
    await fixture.send('/control/faults', { method: 'DELETE' });
    expect((await fixture.get('/faults')).json).toEqual({ items: [] });
    expect((await askDetail(fixture, params)).json).toHaveProperty('data');
  });

  it.each([
    ['vendor', { vendor: 'meituan', kind: 'drop' }],
    ['kind', { vendor: 'zhimai', kind: 'bad_signature' }],
    ['kind', { vendor: 'notify', kind: 'http_500' }],
    ['kind', { vendor: 'zhimai', kind: 'quota_exhausted' }],
    ['shop', { vendor: 'pospal', kind: 'drop', shop: 'demo-app-id' }],
    ['operation', { vendor: 'ovopark', kind: 'drop', operation: 'addOnLineOrder' }],
    ['kind', { vendor: 'ovopark', kind: 'xml_bomb' }],
    ['kind', { vendor: 'pospal', kind: 'huge' }],
    ['orderNo', { vendor: 'suning', kind: 'drop', orderNo: 'A' }],
    ['pageNo', { vendor: 'suning', kind: 'drop', pageNo: 'x' }],
    ['offsetMs', { vendor: 'suning', kind: 'wrong_clock', offsetMs: '900000' }],
    ['times', { vendor: 'zhimai', kind: 'drop', times: 0 }],
    ['mood', { vendor: 'zhimai', kind: 'drop', mood: 'bad' }],
  ])('is refused by name: %s', async (field, wrong) => {
    expect(await fixture.refused('/faults', wrong)).toMatchObject({ status: 400, json: { field } });
  });
});

describe('a fault of a notification', () => {
  let receiver: Receiver;
  const QUICK = { retryFirstMs: 1, retryMaxMs: 2 };

  beforeEach(async () => {
    receiver = await Receiver.start(({ body }) =>
      isJson(body) ? ACKNOWLEDGED : { status: 400, body: '{}' },
    );
    await fixture.control('/zhimai/merchants', { ...MERCHANT, notifyUrl: receiver.url, ...QUICK });
    await fixture.control('/shop/shops', {
      webhookUrl: receiver.url,
      secret: SECRET,
      storeCodes: ['S001'],
      ...QUICK,
    });
  });
  afterEach(() => receiver.close());

  const orders = [
    ['zhimai', '/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' }],
    ['shop', '/shop/orders', { storeCode: 'S001' }],
  ] as const;

  describe.each(orders)('of %s', (_vendor, path, order) => {
    const place = async (kind: string) => {
      await fault({ vendor: 'notify', kind });
      await fixture.control(path, order);
      await fixture.idle();
      return receiver.received.map(({ body }) => body);
    };

    it('drop loses it for good', async () => {
      expect(await place('drop')).toHaveLength(0);
      const [lost] = (await fixture.get(path)).json.items;
      expect(lost).toMatchObject({ notifications: { queued: 1, acknowledged: 0 } });
    });

    it('drop_after sends it twice, as after a lost answer', async () => {
      const [first, second, ...more] = await place('drop_after');
      expect(second).toBe(first);
      expect(more).toEqual([]);
    });

    it.each(['garbage', 'html', 'empty'])('%s is sent before the right one', async (kind) => {
      const bodies = await place(kind);
      const right = bodies.at(-1) ?? '';
      expect(bodies.slice(0, -1).every((body) => body !== right)).toBe(true);
      expect(JSON.parse(right)).toEqual(expect.anything());
    });

    it('delay sends the right one later', async () => {
      await fault({ vendor: 'notify', kind: 'delay', delayMs: 1 });
      await fixture.control(path, order);
      await fixture.idle();
      expect(receiver.received).toHaveLength(1);
    });
  });

  const STALE = '1704417005';

  it('bad_signature and stale_timestamp of zhimai', async () => {
    for (const kind of ['bad_signature', 'stale_timestamp']) await fault({ vendor: 'notify', kind });
    for (let turn = 0; turn < 3; turn += 1) {
      await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' });
      await fixture.idle();
    }
    const signed = receiver.received.map(({ body }) => {
      const { token, ...fields } = JSON.parse(body) as Record<string, string>;
      const { openId = '', grantCode = '', nonce = '', timestamp = '' } = fields;
      const right = token === zhimaiToken({ openId, grantCode, nonce, timestamp }, MERCHANT.openKey, 'camel');
      return [right, timestamp];
    });
    expect(signed).toEqual([
      [false, '1704418205'],
      [true, STALE],
      [true, '1704418205'],
    ]);
  });

  it('bad_signature and stale_timestamp of the shop', async () => {
    for (const kind of ['bad_signature', 'stale_timestamp']) await fault({ vendor: 'notify', kind });
    for (let turn = 0; turn < 3; turn += 1) {
      await fixture.control('/shop/orders', { storeCode: 'S001' });
      await fixture.idle();
    }
    const signed = receiver.received.map(({ headers, body }) => {
      const timestamp = String(headers['webhook-timestamp']);
      const message = { id: String(headers['webhook-id']), body };
      const right = webhookHeaders(message, SECRET, Number(timestamp) * 1_000)['webhook-signature'];
      return [headers['webhook-signature'] === right, timestamp];
    });
    expect(signed).toEqual([
      [false, '1704418205'],
      [true, STALE],
      [true, '1704418205'],
    ]);
  });

  it('wrong_shape is signed right, under an id of its own', async () => {
    await fault({ vendor: 'notify', kind: 'wrong_shape', times: 2 });
    await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' });
    await fixture.control('/shop/orders', { storeCode: 'S001' });
    await fixture.idle();
    const [first, second] = receiver.received.map(({ body }) => JSON.parse(body) as Record<string, object>);
    expect(Object.keys(first?.params ?? {})).toEqual(['order']);
    expect(Object.keys(second ?? {})).toEqual(['order']);
  });
});
