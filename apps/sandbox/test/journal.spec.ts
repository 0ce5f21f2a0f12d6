import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTERPRISE, codeOf, report, search, tokenOf, USER } from './ovopark-caller.js';
import { call, expectRefused, placed, TILL } from './pospal-caller.js';
import { ACKNOWLEDGED, Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { ask, codeOf as suningCode, MERCHANT as SUNING, readAll } from './suning-caller.js';
import { askDetail, MERCHANT } from './zhimai-caller.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let folder: string;
let statePath: string;
let fixture: SandboxFixture;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-journal-'));
  statePath = join(folder, 'deep', 'state.jsonl');
  fixture = await SandboxFixture.start({ statePath });
});
afterEach(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true });
});

async function restart(): Promise<void> {
  await fixture.close();
  fixture = await SandboxFixture.start({ statePath }, fixture.clock);
}

const order = { openId: MERCHANT.openId, storeId: '90017' };

describe('a restart', () => {
  it('forgets no merchant, order, enterprise, report, shop or customers', async () => {
    await fixture.control('/zhimai/merchants', MERCHANT);
    await fixture.control('/ovopark/enterprises', ENTERPRISE);
    await report(fixture);
    await fixture.control('/shop/shops', {
      webhookUrl: 'http://127.0.0.1:1/',
      secret: SECRET,
      storeCodes: ['S001'],
    });
    await fixture.control('/shop/orders', { storeCode: 'S001', notify: false });
    const { orderNo } = await fixture.control('/zhimai/orders', { ...order, userId: '880123456789012345' });
    await fixture.control(`/zhimai/orders/${orderNo}`, { afterSaleStatus: 1 }, 'PATCH');
    await fixture.refused(`/zhimai/orders/${orderNo}`, '{"extra":{"big":88012345678901234567}}', 'PATCH');
    await fixture.control('/customers', {
      merchants: [{ openId: MERCHANT.openId }],
      ordersPerMinute: 0,
      changesPerMinute: 0,
    });
    const asks = ['/zhimai/merchants', '/zhimai/orders', `/zhimai/orders/${orderNo}`, '/ovopark/enterprises'];
    asks.push('/ovopark/reports', '/shop/shops', '/shop/orders', '/customers', '/sales?vendor=zhimai');
    const all = async () => Promise.all(asks.map(async (path) => (await fixture.get(path)).text));
    const before = await all();
    await restart();
    expect(await all()).toEqual(before);
    expect(codeOf(await report(fixture))).toBe(208_001);
    expect((await askDetail(fixture, { orderNo, bizType: 1 })).text).toMatch(
      /"userId":"?880123456789012345.*"big":88012345678901234567/,
    );
    const again = await fixture.control('/zhimai/orders', order);
    expect(again.orderNo).not.toBe(orderNo);
  });

  it('forgets no robot, but what it was told', async () => {
    await fixture.control('/robots/keys', { kind: 'dingtalk', key: 'alarm-key', keyword: '告警' });
    const tell = async (content: string) => {
      const [headers, body] = [
        { 'content-type': 'application/json' },
        { msgtype: 'text', text: { content } },
      ];
      const to = '/robot/send?access_token=alarm-key';
      return (await fixture.send(to, { method: 'POST', headers, body: JSON.stringify(body) })).text;
    };
    expect(await tell('告警：一')).toContain('"errcode":0');
    await restart();
    expect((await fixture.get('/robots/messages')).json).toEqual({ items: [] });
    expect(await tell('告警：二')).toContain('"errcode":0');
    expect(await tell('三')).not.toContain('"errcode":0');
  });

  it('forgets no till, order, ticket, quota count or staff, and gives no number twice', async () => {
    await fixture.control('/pospal/tills', { ...TILL, dailyLimit: 5, firstId: '9007199254740993' });
    const register = { pushUrl: 'http://127.0.0.1:1/' };
    await call(fixture, 'updatePushUrl', register, { api: 'openNotificationOpenApi' });
    const orderNo = await placed(fixture);
    const gone = await placed(fixture);
    await call(fixture, 'shipOrder', { orderNo });
    await fixture.control(`/pospal/orders/${gone}`, { remove: true }, 'PATCH');
    await fixture.control('/pospal/tickets', { appId: TILL.appId });
    const still = { movesPerMinute: 0, tillOrdersPerMinute: 0 };
    await fixture.control('/pospal/staff', { appIds: [TILL.appId], ...still });
    const asks = ['/pospal/tills', '/pospal/orders', `/pospal/orders/${orderNo}`, '/pospal/tickets'];
    asks.push('/pospal/staff', '/sales?vendor=pospal');
    const all = async () => Promise.all(asks.map(async (path) => (await fixture.get(path)).text));
    const before = await all();
    expect(before[0]).toContain('"usedToday":4');
    await restart();
    expect(await all()).toEqual(before);
    expect([orderNo, gone]).not.toContain(await placed(fixture));
    expect((await fixture.get('/pospal/orders?limit=1')).text).toContain('"id":"9007199254740995"');
    expectRefused(await call(fixture, 'queryOrderByNo', { orderNo }), 'quotaExhausted');
  });

  it('forgets no Suning merchant, order, count, couriers or follow', async () => {
    const { appKey } = SUNING;
    await fixture.control('/suning/merchants', { ...SUNING, singleAs: 'array', dailyLimit: 4 });
    await fixture.control('/shop/shops', {
      ...{ shopId: 'shop', webhookUrl: 'http://127.0.0.1:1/', secret: SECRET, storeCodes: ['S001'] },
    });
    await fixture.control('/suning/follow', { appKey, shopId: 'shop', orderSource: 301 });
    await fixture.control('/suning/couriers', { appKeys: [appKey], movesPerMinute: 0 });
    const shopOrder = { storeCode: 'S001', notify: false, delivered: true };
    await fixture.control('/shop/orders', { ...shopOrder, orderNo: 'A' });
    await fixture.control('/suning/orders', { appKey, orderSource: 301, orderId: 'gone' });
    await fixture.control('/suning/orders/gone', { remove: true }, 'PATCH');
    await fixture.control('/suning/orders/A', { orderStatus: '03', visibleAfterMs: 60_000 }, 'PATCH');
    await ask(fixture);
    const asks = ['/suning/merchants', '/suning/orders', '/suning/follow', '/suning/couriers'];
    const all = async () => Promise.all(asks.map(async (path) => (await fixture.get(path)).text));
    const before = await all();
    expect(before[0]).toContain('"usedToday":1');
    await restart();
    expect(await all()).toEqual(before);
    await fixture.control('/shop/orders', { ...shopOrder, orderNo: 'B' });
    expect(await readAll(fixture)).toEqual(['A', 'B']);
    expect((await ask(fixture)).text).toContain('"orderId":"A","orderStatus":"01"');
    fixture.clock.advance(60_000);
    expect((await ask(fixture)).text).toContain('"orderId":"A","orderStatus":"03"');
    expect(suningCode(await ask(fixture))).toBe('sys.controller.api-request:limit');
  });

  it('forgets no ticket and no search, but every token', async () => {
    await fixture.control('/ovopark/enterprises', { ...ENTERPRISE, users: [USER], searchLimit: 2 });
    const ticket = { akey: ENTERPRISE.akey, shopId: 'D000001' };
    await fixture.control('/ovopark/tickets', { ...ticket, ticketId: 'kept', total: '3.10' });
    await fixture.control('/ovopark/tickets', { ...ticket, ticketId: 'gone' });
    await fixture.control('/ovopark/tickets/gone', { remove: true }, 'PATCH');
    const token = await tokenOf(fixture);
    expect(codeOf(await search(fixture, token))).toBe(0);
    const before = (await fixture.get('/ovopark/tickets')).text;
    await restart();
    expect((await fixture.get('/ovopark/tickets')).text).toBe(before);
    expect(codeOf(await search(fixture, token))).toBe(9_990_001);
    const fresh = await tokenOf(fixture);
    const codes = [codeOf(await search(fixture, fresh)), codeOf(await search(fixture, fresh))];
    expect(codes).toEqual([0, 208_017]);
    await fixture.control('/ovopark/tickets', ticket);
    expect((await fixture.get('/ovopark/tickets')).json.count).toBe(2);
  });

  it('reads enterprises of a journal that knew fewer settings', async () => {
    await fixture.close();
    const { akey, secret } = ENTERPRISE;
    const shops = [{ depId: '9808', shopId: 'D000001' }];
    const enterprise = { akey, secret, aid: 'S107', enterpriseId: '11', shops, expired: false };
    writeFileSync(statePath, `${JSON.stringify({ kind: 'ovopark.enterprise', enterprise })}\n`);
    await restart();
    expect((await fixture.get('/ovopark/enterprises')).json.items).toMatchObject([{ searchLimit: 300 }]);
    expect(codeOf(await report(fixture))).toBe(0);
  });

  it('goes on sending what was not acknowledged, and only that', async () => {
    const receiver = await Receiver.start((_request, index) =>
      index === 0 ? ACKNOWLEDGED : { status: 503 },
    );
    const quick = { retryFirstMs: 1, retryMaxMs: 2 };
    await fixture.control('/shop/shops', {
      webhookUrl: receiver.url,
      secret: SECRET,
      storeCodes: ['S001'],
      ...quick,
    });
    await fixture.control('/shop/orders', { storeCode: 'S001', orderNo: 'first' });
    await fixture.idle();
    await fixture.control('/shop/orders', { storeCode: 'S001', orderNo: 'second' });
    await receiver.atLeast(2);
    await fixture.close();
    const [, unanswered] = receiver.received;
    await receiver.close();
    const later = await Receiver.start();
    fixture = await SandboxFixture.start({ statePath }, fixture.clock);
    await fixture.control('/shop/shops', {
      shopId: 'shop-1',
      webhookUrl: later.url,
      secret: SECRET,
      storeCodes: ['S001'],
      ...quick,
    });
    await fixture.idle();
    expect(later.received.map(({ body }) => body)).toEqual([unanswered?.body]);
    expect(later.received[0]?.headers['webhook-id']).toBe(unanswered?.headers['webhook-id']);
    await later.close();
  });

  it('forgets customers that were stopped', async () => {
    await fixture.control('/zhimai/merchants', MERCHANT);
    const { id } = await fixture.control('/customers', {
      merchants: [{ openId: MERCHANT.openId }],
      ordersPerMinute: 0,
    });
    await fixture.send(`/control/customers/${id}`, { method: 'DELETE' });
    await restart();
    expect((await fixture.get('/customers')).json).toEqual({ items: [] });
  });
});

describe('the journal’s file', () => {
  it('keeps the numbers of orders that are gone when it is written anew', async () => {
    await fixture.control('/pospal/tills', TILL);
    const kept = await placed(fixture);
    const gone = await placed(fixture);
    await fixture.control(`/pospal/orders/${gone}`, { remove: true }, 'PATCH');
    await fixture.close();
    const last = readFileSync(statePath, 'utf8').trim().split('\n').at(-1) ?? '';
    appendFileSync(statePath, `${last}\n`.repeat(10_030));
    await restart();
    expect(readFileSync(statePath, 'utf8')).not.toContain(gone);
    await restart();
    expect([kept, gone]).not.toContain(await placed(fixture));
    expect((await fixture.get('/pospal/orders?limit=1')).json.items).toMatchObject([{ id: '1000003' }]);
  });

  it('may end in a torn line', async () => {
    await fixture.control('/zhimai/merchants', MERCHANT);
    await fixture.control('/zhimai/orders', { ...order, orderNo: 'whole' });
    await fixture.close();
    appendFileSync(statePath, '{"kind":"zhimai.order","order":{"orderNo":"torn"');
    await restart();
    await fixture.control('/zhimai/orders', { ...order, orderNo: 'next' });
    await restart();
    const { json } = await fixture.get('/zhimai/orders');
    expect(json).toMatchObject({ items: [{ orderNo: 'next' }, { orderNo: 'whole' }] });
  });

  it('stops the start where it is not the sandbox’s own', async () => {
    await fixture.close();
    writeFileSync(statePath, '{"kind":"somebody else"}\n');
    await expect(SandboxFixture.start({ statePath })).rejects.toThrow(/unknown record kind "somebody else"/);
    rmSync(statePath);
    await restart();
  });

  it('is written anew at a start when most of it is outdated', async () => {
    await fixture.control('/zhimai/merchants', MERCHANT);
    await fixture.control('/zhimai/orders', { ...order, orderNo: 'kept' });
    await fixture.close();
    const lines = readFileSync(statePath, 'utf8');
    const [, last = ''] = lines.trim().split('\n');
    appendFileSync(statePath, `${last}\n`.repeat(10_010));
    await restart();
    expect(readFileSync(statePath, 'utf8')).toBe(lines);
    await fixture.control('/zhimai/orders', { ...order, orderNo: 'after' });
    await restart();
    expect((await fixture.get('/zhimai/orders')).json).toMatchObject({
      items: [{ orderNo: 'after' }, { orderNo: 'kept' }],
    });
  });
});
