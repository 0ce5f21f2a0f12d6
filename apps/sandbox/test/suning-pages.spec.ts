import { SandboxFixture } from './sandbox-fixture.js';
import { ask, codeOf, idsOf, MERCHANT, NO_RESULT, readAll } from './suning-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await merchant();
});
afterEach(() => fixture.close());

const { appKey } = MERCHANT;
const merchant = (settings: object = {}) =>
  fixture.control('/suning/merchants', { ...MERCHANT, singleAs: 'array', ...settings });
const order = (orderId: string, fields: object = {}) =>
  fixture.control('/suning/orders', { appKey, orderSource: '301', orderId, ...fields });
const change = (orderId: string, fields: object) =>
  fixture.control(`/suning/orders/${orderId}`, fields, 'PATCH');

describe('the window', () => {
  it('has both ends inside, to the end of their second', async () => {
    const times = [
      '2024-01-04 23:59:59',
      '2024-01-05 00:00:00',
      '2024-01-05 23:59:59',
      '2024-01-06 00:00:00',
    ];
    for (const changedAt of times) await order(changedAt.slice(5).replace(/\W/g, ''), { changedAt });
    expect(await readAll(fixture)).toEqual(['0105000000', '0105235959']);
    fixture.clock.advance(700);
    await order('late in its second');
    const second = { startTime: '2024-01-05 09:30:05', endTime: '2024-01-05 09:30:05' };
    expect(await readAll(fixture, second)).toEqual(['late in its second']);
  });

  it('shows the merchant’s own orders of one source', async () => {
    await fixture.control('/suning/merchants', { ...MERCHANT, appKey: 'other' });
    await order('A');
    await order('A', { orderSource: '201' });
    await order('A', { appKey: 'other' });
    await order('B', { appKey: 'other' });
    expect(await readAll(fixture)).toEqual(['A']);
    expect(await readAll(fixture, { orderSource: '214' })).toEqual([]);
  });

  it('is about the time of the last change, or of creation', async () => {
    await order('A', { createdAt: '2024-01-04 12:00:00' });
    const yesterday = { startTime: '2024-01-04 00:00:00', endTime: '2024-01-04 23:59:59' };
    expect(await readAll(fixture, yesterday)).toEqual(['A']);
    await change('A', { orderStatus: '02' });
    expect(await readAll(fixture, yesterday)).toEqual([]);
    expect(await readAll(fixture)).toEqual(['A']);
    await merchant({ windowTime: 'created' });
    expect(await readAll(fixture, yesterday)).toEqual(['A']);
    expect(await readAll(fixture)).toEqual([]);
  });
});

describe('pages', () => {
  it('lead to a short page or to none', async () => {
    for (const count of [1, 2, 3, 6, 7]) {
      await fixture.close();
      fixture = await SandboxFixture.start();
      await merchant();
      const numbers = Array.from({ length: count }, (_none, index) => `N${index}`);
      for (const orderId of numbers) await order(orderId);
      expect(await readAll(fixture)).toEqual(numbers);
    }
    expect(codeOf(await ask(fixture, { pageSize: '3', pageNo: '4' }))).toBe(NO_RESULT);
  });

  it('have ten orders where nobody says how many', async () => {
    await fixture.control('/suning/orders/bulk', { appKey, orderSource: 301, count: 11 });
    expect(idsOf(await ask(fixture))).toHaveLength(10);
    expect(idsOf(await ask(fixture, { pageSize: '50' }))).toHaveLength(11);
  });

  const morning = async () => {
    for (const orderId of ['A', 'B', 'C', 'D', 'E'])
      await order(orderId, { createdAt: '2024-01-05 08:00:00' });
  };
  const onceAfterFirst = (act: () => Promise<unknown>) => (pages: number) =>
    pages === 1 ? act() : Promise.resolve();

  it('are those of the moment of the first, whatever moves meanwhile', async () => {
    await morning();
    const read = await readAll(
      fixture,
      {},
      onceAfterFirst(async () => {
        await change('A', { orderStatus: '02' });
        await change('B', { changedAt: '2024-01-04 08:00:00' });
      }),
    );
    expect(read).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(await readAll(fixture)).toEqual(['C', 'D', 'E', 'A']);
  });

  it('say of each row what is so now', async () => {
    await morning();
    await ask(fixture, { pageSize: '3' });
    await change('D', { orderStatus: '02' });
    await change('E', { orderStatus: '02', visibleAfterMs: 1_000 });
    const { text } = await ask(fixture, { pageSize: '3', pageNo: '2' });
    expect(text).toContain('"orderId":"D","orderStatus":"02"');
    expect(text).toContain('"orderId":"E","orderStatus":"01"');
  });

  it('may be read from the last to the first', async () => {
    await morning();
    const backwards = [];
    for (const pageNo of ['2', '1']) backwards.push(...idsOf(await ask(fixture, { pageSize: '3', pageNo })));
    expect(backwards).toEqual(['D', 'E', 'A', 'B', 'C']);
  });

  it('push rows on where they shift: one is read twice', async () => {
    await merchant({ shiftPages: true });
    await morning();
    expect(
      await readAll(
        fixture,
        {},
        onceAfterFirst(() => order('F')),
      ),
    ).toEqual([...['E', 'D', 'C'], ...['C', 'B', 'A']]);
  });

  it.each([
    ['is taken away', { remove: true }],
    ['leaves the window', { changedAt: '2024-01-04 08:00:00' }],
  ])('pull rows back where they shift, when one %s: one is not read', async (_what, fields) => {
    await merchant({ shiftPages: true });
    await morning();
    const read = await readAll(
      fixture,
      {},
      onceAfterFirst(() => change('E', fields)),
    );
    expect(read).toEqual(['E', 'D', 'C', 'A']);
  });
});

describe('late visibility', () => {
  const statusOf = async () => {
    const answer = await ask(fixture);
    return /"orderStatus":"(\d+)"/.exec(answer.text)?.[1] ?? codeOf(answer);
  };

  it('hides a new order for as long as it says, under the time that it was made at', async () => {
    await order('A', { visibleAfterMs: 180_000 });
    expect(await statusOf()).toBe(NO_RESULT);
    fixture.clock.advance(179_999);
    expect(await statusOf()).toBe(NO_RESULT);
    fixture.clock.advance(1);
    const second = { startTime: '2024-01-05 09:30:05', endTime: '2024-01-05 09:30:05' };
    expect(await readAll(fixture, second)).toEqual(['A']);
  });

  it('counts from the order’s own time', async () => {
    await order('A', { changedAt: '2024-01-05 09:27:05', visibleAfterMs: 180_000 });
    expect(await statusOf()).toBe('01');
  });

  it('leaves the state before to be seen meanwhile', async () => {
    await order('A');
    await change('A', { orderStatus: '03', visibleAfterMs: 60_000 });
    expect(await statusOf()).toBe('01');
    fixture.clock.advance(30_000);
    await change('A', { orderStatus: '02', visibleAfterMs: 60_000 });
    expect(await statusOf()).toBe('01');
    fixture.clock.advance(30_000);
    expect(await statusOf()).toBe('03');
    fixture.clock.advance(30_000);
    expect(await statusOf()).toBe('02');
  });

  it('is random up to the merchant’s setting', async () => {
    await merchant({ visibleAfterMs: 180_000 });
    await fixture.control('/suning/orders/bulk', { appKey, orderSource: 301, count: 400 });
    const seen = async () => (await readAll(fixture, { pageSize: '50' })).length;
    const counts = [await seen()];
    for (let minute = 0; minute < 3; minute += 1) {
      fixture.clock.advance(60_000);
      counts.push(await seen());
    }
    const [first = 0, second = 0, third = 0, last] = counts;
    expect(first).toBeLessThan(10);
    expect(second).toBeGreaterThan(80);
    expect(second).toBeLessThan(200);
    expect(third).toBeGreaterThan(second + 80);
    expect(last).toBe(400);
  });
});

it('100,000 orders are placed at once, moved, and each found once', async () => {
  const bulk = await fixture.control('/suning/orders/bulk', {
    ...{ appKey, orderSource: 301, count: 100_000, idPrefix: 'B' },
    ...{ from: '2024-01-05T00:00:00+08:00', to: '2024-01-05T09:00:00+08:00' },
  });
  expect(bulk.count).toBe(100_000);
  const hour = { startTime: '2024-01-05 08:00:00', endTime: '2024-01-05 08:59:59', pageSize: '50' };
  const read = await readAll(fixture, hour);
  expect(new Set(read).size).toBe(read.length);
  expect(read.length).toBeGreaterThan(10_000);
  expect(await fixture.control('/suning/orders/move', { appKey, count: 100_000 })).toEqual({
    moved: 100_000,
  });
  expect(await readAll(fixture, hour)).toEqual([]);
  expect((await fixture.get('/suning/orders?orderStatus=01')).json.count).toBe(0);
});
