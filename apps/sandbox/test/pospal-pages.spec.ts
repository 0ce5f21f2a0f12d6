import { call, expectRefused, placed, TILL } from './pospal-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

interface Page {
  readonly postBackParameter: { readonly parameterType: string; readonly parameterValue: string };
  readonly result: readonly { readonly orderNo: string }[];
  readonly pageSize: number;
}

const DAY = { startTime: '2024-01-05 00:00:00', endTime: '2024-01-05 23:59:59' };

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await till();
});
afterEach(() => fixture.close());

const till = (settings: object = {}) =>
  fixture.control('/pospal/tills', { ...TILL, pageSize: 3, ...settings });
const ask = (fields: object = {}) => call(fixture, 'queryOrderPages', { ...DAY, ...fields });
const page = async (postBackParameter?: object, window: object = DAY): Promise<Page> =>
  (await ask({ ...window, postBackParameter })).json.data as unknown as Page;
const ring = async (orderDateTime: string, fields: object = {}): Promise<string> =>
  (await fixture.control('/pospal/orders', { appId: TILL.appId, orderDateTime, ...fields })).orderNo;

/** Reads to the short page, as a caller that changes nothing of a cursor. `between` runs after each page. */
async function readAll(between: (pages: number) => Promise<unknown> = () => Promise.resolve()) {
  const read: string[] = [];
  let cursor: Page['postBackParameter'] | undefined;
  for (let pages = 1; pages < 100; pages += 1) {
    const { result, postBackParameter, pageSize } = await page(cursor);
    read.push(...result.map(({ orderNo }) => orderNo));
    if (result.length < pageSize) return read;
    cursor = postBackParameter;
    await between(pages);
  }
  throw new Error('the pages do not end');
}

describe('the window', () => {
  it('has both ends inside, by orderDateTime', async () => {
    const inside = ['2024-01-05 00:00:00', '2024-01-05 12:00:00', '2024-01-05 23:59:59'];
    const numbers = [];
    for (const at of ['2024-01-04 23:59:59', ...inside, '2024-01-06 00:00:00']) numbers.push(await ring(at));
    expect(await readAll()).toEqual(numbers.slice(1, 4));
  });

  it.each([
    ['2024-01-05 00:00:00', '2024-01-06 00:00:01', 'windowTooLarge'],
    ['2024-01-05 00:00:01', '2024-01-05 00:00:00', 'windowInverted'],
    ['2024-01-05', '2024-01-06', 'badField'],
    ['2024-01-05 00:00:00', '2024-02-30 00:00:00', 'badField'],
  ] as const)('is not %s to %s', async (startTime, endTime, reason) => {
    expectRefused(await ask({ startTime, endTime }), reason);
  });

  it('may be one day to the second, and one second', async () => {
    const orderNo = await ring('2024-01-06 00:00:00');
    const whole = { startTime: '2024-01-05 00:00:00', endTime: '2024-01-06 00:00:00' };
    const second = { startTime: '2024-01-06 00:00:00', endTime: '2024-01-06 00:00:00' };
    for (const window of [whole, second]) {
      expect((await page(undefined, window)).result).toMatchObject([{ orderNo }]);
    }
  });
});

describe('the cursor', () => {
  it('leads through all pages to a short or empty one', async () => {
    for (const count of [0, 2, 3, 6, 7]) {
      const numbers = [];
      await fixture.close();
      fixture = await SandboxFixture.start();
      await till();
      for (let one = 0; one < count; one += 1) numbers.push(await ring(`2024-01-05 0${9 - one}:00:00`));
      expect(await readAll()).toEqual(numbers);
    }
  });

  it('is text beyond 2^53 under the page’s type', async () => {
    await ring('2024-01-05 09:00:00');
    const { postBackParameter, pageSize } = await page();
    expect(postBackParameter).toEqual({
      parameterType: 'LAST_RESULT_MAX_ID',
      parameterValue: expect.stringMatching(/^8\d{18}$/),
    });
    expect(pageSize).toBe(3);
  });

  it('is taken only as it was handed out, for its own window and till', async () => {
    for (let one = 0; one < 4; one += 1) await ring('2024-01-05 09:00:00');
    const { postBackParameter } = await page();
    const { parameterValue } = postBackParameter;
    const wrong: object[] = [
      { ...postBackParameter, parameterValue: String(Number(parameterValue)) },
      { ...postBackParameter, parameterValue: String(BigInt(parameterValue) + 1n) },
      { ...postBackParameter, parameterValue: '0' },
      { ...postBackParameter, parameterType: 'OTHER' },
    ];
    for (const cursor of wrong) expectRefused(await ask({ postBackParameter: cursor }), 'badCursor');
    const otherWindow = { ...DAY, endTime: '2024-01-05 23:59:58' };
    expectRefused(await ask({ ...otherWindow, postBackParameter }), 'badCursor');
    expectRefused(
      await ask({ postBackParameter: { ...postBackParameter, parameterValue: 5 } }),
      'badField',
      'postBackParameter.parameterValue',
    );
    await fixture.control('/pospal/tills', { appId: 'other', appKey: 'other-key' });
    const ofOther = { ...DAY, postBackParameter, appId: 'other' };
    expectRefused(await call(fixture, 'queryOrderPages', ofOther, { appKey: 'other-key' }), 'badCursor');
    expect((await page(postBackParameter)).result).toHaveLength(1);
    await till({ shiftPages: true });
    expectRefused(await ask({ postBackParameter }), 'badCursor');
  });
});

describe('a page that a till gives otherwise', () => {
  const four = async () => {
    const numbers: string[] = [];
    for (let one = 0; one < 4; one += 1) numbers.push(await ring(`2024-01-05 09:00:0${one}`));
    return numbers;
  };
  const rows = (data: unknown) => (data as { orderNo: string }[]).map(({ orderNo }) => orderNo);

  it('is asked for with an empty parameter first', async () => {
    const numbers = await four();
    expect(rows((await page({})).result)).toEqual(numbers.slice(0, 3));
  });

  it('has no cursor', async () => {
    await till({ pageAs: 'no-cursor' });
    await four();
    expect(await page()).toMatchObject({ postBackParameter: null, pageSize: 3 });
    expect((await page()).result).toHaveLength(3);
  });

  it('is a list of one page’s rows, or of all', async () => {
    const numbers = await four();
    await till({ pageAs: 'list' });
    expect(rows(await page())).toEqual(numbers.slice(0, 3));
    await till({ pageAs: 'whole-list' });
    expect(rows(await page())).toEqual(numbers);
  });

  it('comes once more, byte by byte, before the right one', async () => {
    const numbers = await four();
    await till({ repeatPages: 'once' });
    const first = await ask();
    const { postBackParameter } = first.json.data as unknown as Page;
    expect((await ask({ postBackParameter })).text).toBe(first.text);
    expect(rows((await page(postBackParameter)).result)).toEqual(numbers.slice(3));
  });

  it('never ends, with a cursor of its own each time', async () => {
    const numbers = await four();
    await till({ repeatPages: 'always' });
    const cursors = new Set<string>();
    let cursor: Page['postBackParameter'] | undefined;
    for (let pages = 0; pages < 5; pages += 1) {
      const { result, postBackParameter } = await page(cursor);
      expect(rows(result)).toEqual(numbers.slice(0, 3));
      cursor = postBackParameter;
      cursors.add(postBackParameter.parameterValue);
    }
    expect(cursors.size).toBe(5);
  });
});

describe('orders that come and go while somebody reads', () => {
  const morning = async (count: number) => {
    const numbers = [];
    for (let one = 0; one < count; one += 1) numbers.push(await ring(`2024-01-05 08:00:0${one}`));
    return numbers;
  };

  it('are appended where pages go by age, whatever their time', async () => {
    const numbers = await morning(4);
    const read = await readAll(async (pages) => {
      if (pages === 1) numbers.push(await ring('2024-01-05 00:00:00'));
    });
    expect(read).toEqual(numbers);
  });

  it('push rows to the next page where pages shift: one is read twice', async () => {
    await till({ shiftPages: true });
    const [a, b, c, d] = await morning(4);
    const read = await readAll((pages) => (pages === 1 ? ring('2024-01-05 09:00:00') : Promise.resolve()));
    expect(read).toEqual([d, c, b, b, a]);
  });

  it.each([
    ['is taken out', { remove: true }],
    ['gets a time outside the window', { orderDateTime: '2024-01-04 09:00:00' }],
  ])('pull rows to the page before, when one %s: one is not read', async (_what, change) => {
    await till({ shiftPages: true });
    const [a, b, c, d, e] = await morning(5);
    const read = await readAll((pages) =>
      pages === 1 ? fixture.control(`/pospal/orders/${e}`, change, 'PATCH') : Promise.resolve(),
    );
    expect(read).toEqual([e, d, c, a]);
    expect(read).not.toContain(b);
  });

  it('are found under a new time, and not under the old one', async () => {
    const [first] = await morning(2);
    await fixture.control(`/pospal/orders/${first}`, { orderDateTime: '2024-01-05 20:00:00' }, 'PATCH');
    const evening = { startTime: '2024-01-05 20:00:00', endTime: '2024-01-05 21:00:00' };
    expect((await page(undefined, evening)).result).toMatchObject([{ orderNo: first }]);
    expect((await page(undefined, { ...DAY, endTime: '2024-01-05 12:00:00' })).result).toHaveLength(1);
  });

  it('show late in pages where the till is late, but are there by number', async () => {
    await till({ visibleAfterMs: 60_000 });
    const orderNo = await placed(fixture);
    const early = await ring('2024-01-05 09:00:00', { visibleAfterMs: 0 });
    expect(await readAll()).toEqual([early]);
    expect((await call(fixture, 'queryOrderByNo', { orderNo })).json).toMatchObject({ data: { orderNo } });
    fixture.clock.advance(59_999);
    expect(await readAll()).toEqual([early]);
    fixture.clock.advance(1);
    expect(await readAll()).toEqual([orderNo, early]);
  });
});

it('pages of a till with many orders hold each once', async () => {
  await till({ pageSize: 100 });
  const bulk = {
    appId: TILL.appId,
    count: 2_500,
    from: '2024-01-05T00:00:00+08:00',
    to: '2024-01-05T23:59:59+08:00',
  };
  const { orderNos } = await fixture.control('/pospal/orders/bulk', bulk);
  expect(await readAll()).toEqual(orderNos);
});
