import { call, expectRefused, ORDER, placed, statusOf, TILL } from './pospal-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/pospal/tills', TILL);
});
afterEach(() => fixture.close());

const fault = (fields: object) => fixture.control('/faults', { vendor: 'pospal', ...fields });
const add = (fields: object = {}) => call(fixture, 'addOnLineOrder', { ...ORDER, ...fields });
const made = async (remark = 'SP-') => (await fixture.get(`/pospal/orders?remark=${remark}`)).json.count;

describe('an answer that is lost or broken', () => {
  it.each(['drop', 'http_500', 'http_429', 'garbage', 'html', 'empty', 'wrong_shape', 'business_error'])(
    '%s does nothing at the till',
    async (kind) => {
      await fault({ kind });
      await add().catch(() => 'closed');
      expect(await made()).toBe(0);
      expect(statusOf(await add())).toBe('success');
    },
  );

  it.each(['drop_after', 'timeout_after', 'http_500_after', 'delay'])(
    '%s comes after the order was made',
    async (kind) => {
      await fault({ kind, delayMs: 5 });
      await add().catch(() => 'closed');
      expect(await made()).toBe(1);
    },
  );

  it('http_500_after and http_500 look the same', async () => {
    await fault({ kind: 'http_500' });
    await fault({ kind: 'http_500_after' });
    const [before, after] = [await add(), await add()];
    expect(after).toEqual(before);
    expect(after.status).toBe(500);
  });

  it('timeout_after says nothing until the caller has gone', async () => {
    await fault({ kind: 'timeout_after', delayMs: 600_000 });
    const asked = add().then(
      ({ json }) => String(json.status),
      () => 'closed',
    );
    for (let count = 0; count === 0;) count = await made();
    expect(await Promise.race([asked, Promise.resolve('silent')])).toBe('silent');
    await fixture.close();
    expect(await asked).not.toMatch(/success/i);
    fixture = await SandboxFixture.start();
  });

  it('business_error and quota_exhausted say so in the till’s own envelope', async () => {
    await fault({ kind: 'business_error', code: 12_345, message: '繁忙' });
    expect((await add()).json).toEqual({ status: 'error', messages: ['繁忙'], errorCode: 12_345 });
    await fault({ kind: 'quota_exhausted' });
    expectRefused(await add(), 'quotaExhausted');
    expect((await fixture.get('/pospal/tills')).json.items).toMatchObject([{ usedToday: 1 }]);
  });
});

describe('what a fault names', () => {
  it.each([
    ['operation', { operation: 'shipOrder' }],
    ['appId', { appId: 'other' }],
    ['orderNo', { orderNo: 'other' }],
    ['remark', { remark: 'SP-000002' }],
  ])('%s: another call is left alone', async (_what, match) => {
    await fault({ kind: 'http_500', ...match });
    expect((await add()).status).toBe(200);
    expect((await fixture.get('/faults')).json.items).toHaveLength(1);
  });

  it('its own call is met, as often as it says', async () => {
    const orderNo = await placed(fixture);
    const match = { operation: 'shipOrder', appId: TILL.appId, orderNo };
    await fault({ kind: 'http_500', times: 2, ...match });
    await fault({ kind: 'http_429', remark: 'SP-000002' });
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) {
      statuses.push((await call(fixture, 'shipOrder', { orderNo })).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
    expect((await add({ orderRemark: 'x SP-000002 y' })).status).toBe(429);
  });

  it('200 lost answers are 200 orders at the till', async () => {
    await fault({ kind: 'drop_after', times: 200, operation: 'addOnLineOrder' });
    for (let turn = 0; turn < 200; turn += 1) await expect(add()).rejects.toThrow();
    expect(await made()).toBe(200);
    expect((await fixture.get('/requests?vendor=pospal&limit=1')).json).toMatchObject({
      pospal: [{ status: null, fault: 'drop_after' }],
    });
  });
});
