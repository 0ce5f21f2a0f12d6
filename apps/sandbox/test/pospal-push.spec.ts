import { pospalSignature } from '../src/pospal/pospal-signature.js';
import { call, expectRefused, placed, statusOf, TILL } from './pospal-caller.js';
import { Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';

const SUCCESS = { status: 200, body: 'SUCCESS' };
const QUICK = { retryFirstMs: 1, retryMaxMs: 2, notifyConcurrency: 1 };
const NOTIFICATION = { api: 'openNotificationOpenApi' };

let fixture: SandboxFixture;
let receiver: Receiver;
let answers: { status: number; body?: string }[];

beforeEach(async () => {
  answers = [];
  fixture = await SandboxFixture.start();
  receiver = await Receiver.start((_request, index) => answers[index] ?? SUCCESS);
  await till();
});
afterEach(async () => {
  await fixture.close();
  await receiver.close();
});

const till = (settings: object = {}) => fixture.control('/pospal/tills', { ...TILL, ...QUICK, ...settings });
const register = (pushUrl: unknown = receiver.url) =>
  call(fixture, 'updatePushUrl', { pushUrl }, NOTIFICATION);
const pushes = (): Record<string, unknown>[] =>
  receiver.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const tally = async (orderNo: string) => (await fixture.get(`/pospal/orders/${orderNo}`)).json.notifications;

describe('the URL for pushes', () => {
  it('is registered, read and kept when the till is set anew', async () => {
    const queried = async () => (await call(fixture, 'queryPushUrl', {}, NOTIFICATION)).json.data;
    expect(await queried()).toEqual({ sendUrl: null });
    expect(statusOf(await register())).toBe('success');
    await till();
    expect(await queried()).toEqual({ sendUrl: receiver.url });
    await till({ pushUrl: null });
    expect(await queried()).toEqual({ sendUrl: null });
  });

  it.each(['ftp://host/x', 'x', 5])('is not %j', async (url) => {
    expectRefused(await register(url), 'badField', 'pushUrl');
  });
});

describe('a push', () => {
  it('tells of every change, signed over its bytes, with the body as text', async () => {
    await placed(fixture);
    await register();
    const orderNo = await placed(fixture);
    fixture.clock.advance(5_000);
    await call(fixture, 'shipOrder', { orderNo });
    await fixture.control(`/pospal/orders/${orderNo}`, { state: 4 }, 'PATCH');
    await fixture.idle();
    expect(pushes()).toEqual([
      {
        appId: TILL.appId,
        timestamp: 1_704_418_205_000,
        bornTimeStamp: 1_704_418_205_000,
        version: '1.0',
        cmd: 'order.new',
        body: JSON.stringify({ orderNo, state: 0 }),
      },
      expect.objectContaining({ cmd: 'order.update', body: JSON.stringify({ orderNo, state: 2 }) }),
      expect.objectContaining({ cmd: 'order.update', body: JSON.stringify({ orderNo, state: 4 }) }),
    ]);
    for (const { headers, body } of receiver.received) {
      expect(headers['data-signature']).toBe(pospalSignature(TILL.appKey, body));
      expect(headers['content-type']).toBe('application/json');
    }
  });

  it('may have one cmd for all, and its body as an object', async () => {
    await till({ pushUrl: receiver.url, orderCmd: 'onlineOrder.change', pushBody: 'object' });
    const { orderNo } = await fixture.control('/pospal/orders', { appId: TILL.appId });
    await fixture.idle();
    expect(pushes()).toMatchObject([{ cmd: 'onlineOrder.change', body: { orderNo, state: 4 } }]);
  });

  it('tells of a counter ticket by its number', async () => {
    await till({ pushUrl: receiver.url });
    const sn = '202401050930000010001';
    await fixture.control('/pospal/tickets', { appId: TILL.appId, sn });
    await fixture.idle();
    expect(pushes()).toMatchObject([{ cmd: 'ticket.new', body: JSON.stringify({ sn }) }]);
  });

  it('is not sent where nobody is to be told', async () => {
    await till({ pushUrl: receiver.url });
    await fixture.control('/pospal/orders', { appId: TILL.appId, notify: false });
    const { orderNo } = await fixture.control('/pospal/orders', { appId: TILL.appId });
    await fixture.control(`/pospal/orders/${orderNo}/notify`, { times: 2 });
    await fixture.idle();
    expect(receiver.received).toHaveLength(3);
    expect(await tally(orderNo)).toEqual({ queued: 3, acknowledged: 3 });
  });
});

describe('an acknowledgement', () => {
  it.each([
    { status: 200, body: '' },
    { status: 200, body: 'success' },
    { status: 200, body: 'SUCCESS\n' },
    { status: 200, body: '"SUCCESS"' },
    { status: 202, body: 'SUCCESS' },
    { status: 500, body: 'SUCCESS' },
  ])('is not %j, so the same bytes come again', async (answer) => {
    answers = [answer];
    await till({ pushUrl: receiver.url });
    const orderNo = await placed(fixture);
    await fixture.idle();
    const [first, second, ...more] = receiver.received;
    expect(second).toMatchObject({ body: first?.body });
    expect(more).toEqual([]);
    expect(await tally(orderNo)).toEqual({ queued: 1, acknowledged: 1 });
  });

  it('that fails may let the retry say the time anew', async () => {
    await receiver.close();
    const clock = fixture.clock;
    receiver = await Receiver.start((_request, index) => {
      clock.advance(1_000);
      return index === 0 ? { status: 503 } : SUCCESS;
    });
    await till({ pushUrl: receiver.url, retryBody: 'fresh' });
    await placed(fixture);
    await fixture.idle();
    expect(pushes()).toMatchObject([
      { timestamp: 1_704_418_205_000, bornTimeStamp: 1_704_418_205_000 },
      { timestamp: 1_704_418_206_000, bornTimeStamp: 1_704_418_205_000 },
    ]);
  });

  it('may be followed by a repeat all the same', async () => {
    await till({ pushUrl: receiver.url, duplicateRate: 1 });
    await placed(fixture);
    await fixture.idle();
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a fault of a push', () => {
  const push = async (kind: string) => {
    await till({ pushUrl: receiver.url });
    await fixture.control('/faults', { vendor: 'notify', kind, shop: TILL.appId });
    const orderNo = await placed(fixture);
    await fixture.idle();
    return { orderNo, bodies: receiver.received.map(({ body }) => body) };
  };

  it('drop loses it for good', async () => {
    const { orderNo, bodies } = await push('drop');
    expect(bodies).toEqual([]);
    expect(await tally(orderNo)).toEqual({ queued: 1, acknowledged: 0 });
  });

  it('drop_after sends it twice', async () => {
    const { bodies } = await push('drop_after');
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
  });

  it('bad_signature is under another key, the retry under the right one', async () => {
    answers = [{ status: 401 }];
    await push('bad_signature');
    const right = receiver.received.map(
      ({ headers, body }) => headers['data-signature'] === pospalSignature(TILL.appKey, body),
    );
    expect(right).toEqual([false, true]);
  });

  it.each([
    ['garbage', '{"appId":"'],
    ['empty', ''],
  ])('%s comes first and is signed', async (kind, text) => {
    answers = [{ status: 400 }];
    const { bodies } = await push(kind);
    expect(bodies[0]).toBe(text);
    expect(bodies).toHaveLength(2);
    const [first] = receiver.received;
    expect(first?.headers['data-signature']).toBe(pospalSignature(TILL.appKey, text));
  });

  it('stale_timestamp is forty days old, wrong_shape has no cmd', async () => {
    await push('stale_timestamp');
    await push('wrong_shape');
    const [stale, shapeless] = pushes();
    expect(stale?.['timestamp']).toBe(1_704_418_205_000 - 40 * 86_400_000);
    expect(shapeless).not.toHaveProperty('cmd');
  });
});
