import { zhimaiToken } from '../src/zhimai/zhimai-signature.js';
import { ACKNOWLEDGED, Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { MERCHANT } from './zhimai-caller.js';

let fixture: SandboxFixture;
let receiver: Receiver;
let receivers: Receiver[];

const REFUSED = { status: 500 };
const QUICK = { retryFirstMs: 1, retryMaxMs: 2 };

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  receivers = [];
});
afterEach(async () => {
  await fixture.close();
  await Promise.all(receivers.map((one) => one.close()));
});

async function receive(answer?: Parameters<typeof Receiver.start>[0]): Promise<Receiver> {
  const started = await Receiver.start(answer);
  receivers.push(started);
  return started;
}

/** Whoever joins waits until `size` have joined. */
class Meeting {
  private waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  join(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length < this.size) return;
      for (const go of this.waiting) go();
      this.waiting = [];
    });
  }
}

/** A merchant whose notifications get these answers in turn, and then acknowledgements. */
async function merchant(answers: { status: number; body?: string }[], options: object = {}): Promise<void> {
  receiver = await receive((_request, index) => answers[index] ?? ACKNOWLEDGED);
  await fixture.control('/zhimai/merchants', { ...MERCHANT, notifyUrl: receiver.url, ...QUICK, ...options });
}

const place = (fields: object = {}) =>
  fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017', ...fields });

const bodies = (): Record<string, string>[] =>
  receiver.received.map(({ body }) => JSON.parse(body) as Record<string, string>);

const tally = async (orderNo: string) => (await fixture.get(`/zhimai/orders/${orderNo}`)).json.notifications;

describe('a notification', () => {
  it('names the order, signed by the four fields', async () => {
    await merchant([]);
    const { orderNo } = await place();
    await fixture.idle();
    const [body] = bodies();
    expect(receiver.received[0]?.headers['content-type']).toBe('application/json');
    expect(body).toMatchObject({
      openId: MERCHANT.openId,
      grantCode: MERCHANT.grantCode,
      timestamp: '1704418205',
      action: 'communal.order.notify',
      params: { orderNo, bizType: 1 },
    });
    const { openId, grantCode, nonce, timestamp, token } = body as never;
    expect(token).toBe(zhimaiToken({ openId, grantCode, nonce, timestamp }, MERCHANT.openKey, 'camel'));
    expect(await tally(orderNo)).toEqual({ queued: 1, acknowledged: 1 });
  });

  it('can be in Pascal case, cover its action, or be unsigned', async () => {
    await merchant([], { fieldCase: 'pascal', pascalKeys: true, signAction: true });
    await place();
    await fixture.idle();
    const { OpenId, GrantCode, Nonce, Timestamp, Token, Action } = bodies()[0] as never;
    const fields = {
      openId: OpenId,
      grantCode: GrantCode,
      nonce: Nonce,
      timestamp: Timestamp,
      action: Action,
    };
    expect(Token).toBe(zhimaiToken(fields, MERCHANT.openKey, 'pascal'));
    await merchant([], { signNotifications: false });
    const { orderNo } = await place();
    await fixture.idle();
    expect(bodies()).toEqual([{ action: 'communal.order.notify', params: { orderNo, bizType: 1 } }]);
  });

  it('is sent for each change, unless the change says otherwise', async () => {
    await merchant([]);
    const { orderNo } = await place({ notify: false, paidAt: null });
    await fixture.control(`/zhimai/orders/${orderNo}`, { payStatus: '1' }, 'PATCH');
    await fixture.control(`/zhimai/orders/${orderNo}`, { buyerRemarks: 'x', notify: false }, 'PATCH');
    await fixture.control(`/zhimai/orders/${orderNo}/notify`, { times: 2 });
    await fixture.idle();
    expect(receiver.received).toHaveLength(3);
  });

  it('is sent again until it is acknowledged by 2xx and status true, code 0', async () => {
    const no = [
      { status: 200, body: '' },
      { status: 200, body: 'ok' },
      { status: 200, body: '{"status":"true","code":"0"}' },
      { status: 200, body: '{"status":true,"code":1}' },
      { status: 302, body: ACKNOWLEDGED.body ?? '' },
      { status: 404, body: ACKNOWLEDGED.body ?? '' },
      REFUSED,
    ];
    await merchant(no);
    const { orderNo } = await place();
    await fixture.idle();
    expect(receiver.received).toHaveLength(no.length + 1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(await tally(orderNo)).toEqual({ queued: 1, acknowledged: 1 });
  });

  it('repeats its bytes only while they are fresh enough', async () => {
    let answered = 0;
    receiver = await receive(() => {
      answered += 1;
      if (answered === 2) fixture.clock.advance(8 * 60_000);
      return answered < 4 ? REFUSED : ACKNOWLEDGED;
    });
    await fixture.control('/zhimai/merchants', { ...MERCHANT, notifyUrl: receiver.url, ...QUICK });
    await place();
    await fixture.idle();
    const [first, second, third, fourth] = receiver.received.map(({ body }) => body);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(fourth).toBe(third);
    expect(bodies().map(({ timestamp }) => timestamp)).toEqual([
      '1704418205',
      '1704418205',
      '1704418685',
      '1704418685',
    ]);
  });

  it('can be made anew for every attempt', async () => {
    await merchant([REFUSED, REFUSED], { retryBody: 'fresh' });
    await place();
    await fixture.idle();
    expect(new Set(bodies().map(({ nonce }) => nonce)).size).toBe(3);
  });

  it('survives a receiver that is not there', async () => {
    await merchant([]);
    const { url } = receiver;
    await receiver.close();
    await place();
    receiver = await receive();
    await fixture.control('/zhimai/merchants', { ...MERCHANT, notifyUrl: receiver.url, ...QUICK });
    await fixture.idle();
    expect(receiver.received).toHaveLength(1);
    expect(receiver.url).not.toBe(url);
  });

  it('can come twice', async () => {
    await merchant([], { duplicateRate: 1 });
    await place();
    await fixture.idle();
    await receiver.atLeast(2);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  it('is one of at most notifyConcurrency at a time', async () => {
    const together = new Meeting(4);
    receiver = await receive(async () => {
      await together.join();
      return ACKNOWLEDGED;
    });
    await fixture.control('/zhimai/merchants', {
      ...MERCHANT,
      notifyUrl: receiver.url,
      notifyConcurrency: 4,
    });
    await fixture.control('/zhimai/orders/bulk', { openId: MERCHANT.openId, count: 40 });
    await fixture.idle();
    expect(receiver.received).toHaveLength(40);
    expect(receiver.mostAtOnce).toBe(4);
  });

  it('can come out of order', async () => {
    await merchant([], { outOfOrderMs: 300, notifyConcurrency: 1 });
    const { orderNos } = await fixture.control('/zhimai/orders/bulk', { openId: MERCHANT.openId, count: 50 });
    await fixture.idle();
    const came = bodies().map(({ params }) => (params as unknown as { orderNo: string }).orderNo);
    expect(came).not.toEqual(orderNos);
    expect([...came].sort()).toEqual([...orderNos].sort());
  });
});
