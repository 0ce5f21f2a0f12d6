import { ConnectorError } from '../../connector-error.js';
import type { FindRequest, FoundOrders } from '../../order-sink.js';
import type { Window } from '../../source-pages.js';
import type { ConnectorCase, ListedOrder, OrderSinkCase } from '../connector-case.js';
import { sinkOf } from './order-sink-checks.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

const MINUTE_MS = 60_000;
const PHONE = '13800000009';
const SALE = 4321n;
const OTHER_MARKER = 'SP-0000000000000000';
const THIRD_MARKER = 'SP-1111111111111111';

type MakeCheck = (name: string, run: (rig: Rig) => Promise<void>) => Check;

export function findChecks(input: ConnectorCase, sinkCase: OrderSinkCase): Check[] {
  const check: MakeCheck = (name, run) => ({ name: `find: ${name}`, run: () => Rig.use(input, run) });
  return [...matchChecks(sinkCase, check), ...readingChecks(sinkCase, check)];
}

/** Looks in windows of a minute before now, or in those that are given, for the orders with these markers. */
async function findAll(
  rig: Rig,
  markers: readonly string[],
  windows?: readonly Window[],
): Promise<FoundOrders[]> {
  const now = rig.time.now();
  const like = { phone: PHONE, saleFen: SALE, placedAt: now };
  const request: FindRequest = {
    orders: markers.map((marker) => ({ marker, like })),
    windows: windows ?? [{ from: new Date(now.getTime() - MINUTE_MS), to: now }],
  };
  const found = await sinkOf(rig).find(request, rig.account);
  return found.map((one) => {
    if (one instanceof ConnectorError) throw one;
    return one;
  });
}

export async function find(
  rig: Rig,
  { order }: OrderSinkCase,
  windows?: readonly Window[],
): Promise<FoundOrders> {
  const [found, ...more] = await findAll(rig, [order.marker], windows);
  expect(more).toEqual([]);
  if (found === undefined) throw new Error('nothing was said of the order');
  return found;
}

type List = (vendorNo: string, at: Date, change?: Partial<ListedOrder>) => ListedOrder;

/** An order with the marker, and all else like the one that is looked for. */
const listing =
  ({ order }: OrderSinkCase): List =>
  (vendorNo, at, change = {}) => ({
    vendorNo,
    placedAt: at,
    phone: PHONE,
    remark: `${order.marker} 8801`,
    saleFen: SALE,
    ...change,
  });

function matchChecks(sinkCase: OrderSinkCase, check: MakeCheck): Check[] {
  const { search } = sinkCase;
  const listed = listing(sinkCase);
  return [
    check('where there is nothing, nothing is found', async (rig) => {
      rig.vendor.answer({ body: search.body([], null) });
      expect(await find(rig, sinkCase)).toEqual({ copies: [], similar: [] });
    }),
    check('every order with the marker is a copy, the earliest first', async (rig) => {
      const now = rig.time.now();
      const earlier = new Date(now.getTime() - MINUTE_MS);
      rig.vendor.answer({ body: search.body([listed('N2', now), listed('N1', earlier)], null) });
      const { copies, similar } = await find(rig, sinkCase);
      expect(copies.map(({ vendorNo, placedAt }) => [vendorNo, placedAt])).toEqual([
        ['N1', earlier],
        ['N2', now],
      ]);
      expect(similar).toEqual([]);
    }),
    check('only the marker makes a copy; what looks alike is no more than similar', async (rig) => {
      rig.vendor.answer({ body: search.body(lookAlikes(listed, rig.time.now()), null) });
      const { copies, similar } = await find(rig, sinkCase);
      expect([copies, similar.map(({ vendorNo }) => vendorNo)]).toEqual([[], ['similar']]);
    }),
    check('several orders are looked for by one reading, and each is told apart', async (rig) => {
      const at = rig.time.now();
      const [mine, other] = [listed('N1', at), listed('N2', at, { remark: `${OTHER_MARKER} 1` })];
      rig.vendor.answer({ body: search.body([other, mine], null) });
      const found = await findAll(rig, [sinkCase.order.marker, OTHER_MARKER, THIRD_MARKER]);
      const numbers = found.map(({ copies }) => copies.map(({ vendorNo }) => vendorNo));
      expect(numbers).toEqual([['N1'], ['N2'], []]);
      expect(rig.vendor.received).toHaveLength(1);
    }),
    check('a copy on a later page is found', async (rig) => {
      const now = rig.time.now();
      const first = { body: search.body([listed('N1', now, { remark: '' })], 'A') };
      const second = { body: search.body([listed('N2', now)], null) };
      // A connector may read several pages again, to see whether they have come to rest.
      rig.vendor.answer(first, second, first, second);
      expect((await find(rig, sinkCase)).copies.map(({ vendorNo }) => vendorNo)).toEqual(['N2']);
    }),
  ];
}

const lookAlikes = (listed: List, now: Date): ListedOrder[] => [
  listed('similar', now, { remark: 'no onions' }),
  listed('another of ours', now, { remark: OTHER_MARKER }),
  listed('another phone', now, { remark: '', phone: '13800000008' }),
  listed('another amount', now, { remark: '', saleFen: SALE + 1n }),
  listed('another time', new Date(now.getTime() - 60 * MINUTE_MS), { remark: '' }),
];

function readingChecks(sinkCase: OrderSinkCase, check: MakeCheck): Check[] {
  const { search } = sinkCase;
  const { longestWindowMs, mostRequests, windowOf, body } = search;
  const before = (to: Date, lengthMs: number): Window => ({ from: new Date(to.getTime() - lengthMs), to });
  const endless = (rig: Rig): void => {
    let page = 0;
    rig.vendor.answer(() => {
      page += 1;
      const row = { vendorNo: `N${page}`, placedAt: rig.time.now(), phone: '1', remark: '', saleFen: 1n };
      return { body: body([row], `P${page}`) };
    });
  };
  return [
    check('what could not be read is no absence', async (rig) => {
      for (const script of ['hang', { status: 500 }, { body: '{}' }, { body: '<html>' }] as const) {
        rig.vendor.answer(script);
        await errorOf(() => find(rig, sinkCase));
      }
    }),
    check('a page behind the first that could not be read is no absence', async (rig) => {
      const row = { vendorNo: 'N1', placedAt: rig.time.now(), phone: '1', remark: '', saleFen: 1n };
      rig.vendor.answer({ body: body([row], 'A') }, { body: '{}' });
      await errorOf(() => find(rig, sinkCase));
    }),
    check(
      'a vendor that always has one more page is read to a bound, and nothing is concluded',
      async (rig) => {
        endless(rig);
        await errorOf(() => find(rig, sinkCase, [before(rig.time.now(), MINUTE_MS)]));
        expect(rig.vendor.received.length).toBeLessThanOrEqual(mostRequests);
      },
    ),
    check('no request asks for a longer window than the vendor allows, and none is left out', async (rig) => {
      rig.vendor.answer({ body: body([], null) });
      const window = before(rig.time.now(), 3 * longestWindowMs + MINUTE_MS);
      await find(rig, sinkCase, [before(window.to, MINUTE_MS), window]);
      const asked = rig.vendor.received.map(windowOf).sort((a, b) => a.from.getTime() - b.from.getTime());
      for (const { from, to } of asked)
        expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(longestWindowMs);
      expectCovered(asked, window);
    }),
  ];
}

/** @param asked the earliest first */
function expectCovered(asked: readonly Window[], { from, to }: Window): void {
  let until = from.getTime();
  for (const window of asked) {
    expect(window.from.getTime()).toBeLessThanOrEqual(until);
    until = Math.max(until, window.to.getTime());
  }
  expect(until).toBeGreaterThanOrEqual(to.getTime());
}
