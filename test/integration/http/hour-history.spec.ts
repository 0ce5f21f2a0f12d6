import { anObservation, aRecording, someAmounts } from '../../factories/observations.js';
import { addAccount, openLedger, type OpenLedger } from '../../support/open-ledger.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

type Json = Record<string, unknown>;

const HOUR = '2026-11-20T01:00:00.000Z';
const PERIOD = { from: '2026-11-20T09:00:00+08:00', to: '2026-11-20T10:00:00+08:00' };
const FIGURES = ['orders', 'items', 'lines', 'totalFen'];
const PARTS = ['gross', 'discount', 'freight', 'packaging', 'service', 'rounding', 'refund'];
const ADDED = [...FIGURES, ...PARTS.map((part) => `${part}Fen`)];

describe('the history of an hour', () => {
  let open: OpenLedger;
  let test: TestHub;
  let account: string;
  let storeId: string;

  const post = (path: string, body: object) => test.send('POST', `/api/v1/${path}`, body);
  const get = async (path: string): Promise<Json> => {
    const answer = await test.send('GET', `/api/v1/${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json;
  };
  const at = (minute: number): Date => new Date(Date.parse(HOUR) + minute * 60_000);

  async function record(vendorNo: string, saleFen: bigint, change: object = {}): Promise<string> {
    const whole = anObservation();
    const observation = {
      ...{ vendorNo, asOf: at(20) },
      placement: { vendorStoreId: 'H-1', placedAt: at(9), numbers: [], origin: {} },
      payment: { ...whole.payment!, paidAt: at(10) },
      amounts: { ...someAmounts(saleFen), discountFen: 50n, freightFen: 300n },
      ...change,
    };
    const [recorded] = await open.ledger.record([aRecording(account, observation, { storeIds: 'own' })]);
    return recorded!.orderId;
  }
  const derive = async () => expect((await post('submissions', { storeId, ...PERIOD })).status).toBe(202);

  let orders: string[];
  beforeAll(async () => {
    open = await openLedger();
    test = await startTestHub(open.url);
    account = await addAccount(open.database);
    const sink = { connector: 'ovopark', name: 'O', config: { akey: 'a', secret: 's', enterpriseId: '1' } };
    const sinkId = (await post('accounts', sink)).json.id;
    storeId = (await post('stores', { code: 'H-1', name: 'H', timeZone: 'Asia/Shanghai' })).json.id;
    await post(`accounts/${sinkId}/bindings`, { storeId, vendorStoreId: 'H-1' });
    orders = [await record('N-1', 1_000n), await record('N-2', 2_000n), await record('N-3', 3_000n)];
    await derive();
    const cancelled = { fulfilment: { state: 'cancelled', raw: null, completedAt: null }, asOf: at(40) };
    await record('N-1', 1_000n, cancelled);
    orders.push(await record('N-4', 4_000n));
    await derive();
    await record('N-2', 2_500n, { asOf: at(50) });
    await derive();
  });
  afterAll(async () => {
    await test.stop();
    await open.close();
  });

  const here = (rest = '') => `sales/hours/${storeId}/${HOUR}${rest}`;
  /** Every item of a list, two at a time. */
  async function all(path: string): Promise<Json[]> {
    const items: Json[] = [];
    for (let cursor = ''; ;) {
      const part = await get(`${path}${path.includes('?') ? '&' : '?'}limit=2${cursor}`);
      items.push(...(part['items'] as Json[]));
      if (part['nextCursor'] === null) return items;
      cursor = `&cursor=${part['nextCursor'] as string}`;
    }
  }
  const sum = (items: readonly Json[]): Json =>
    Object.fromEntries(
      ADDED.map((name) => [name, items.reduce((total, item) => total + (item[name] as number), 0)]),
    );
  const figuresOf = (one: Json): Json => Object.fromEntries(ADDED.map((name) => [name, one[name]]));

  it('is in the list of hours as its latest revision, with the parts of its total', async () => {
    const { items } = await get(`sales/hours?storeId=${storeId}`);
    expect(items).toMatchObject([
      {
        ...{ storeId, hourStart: HOUR, revision: 3, orders: 3, totalFen: 9_500, provisional: false },
        ...{ grossFen: 9_500 + 150 - 900, discountFen: 150, freightFen: 900, packagingFen: 0, refundFen: 0 },
      },
    ]);
  });

  it('has every revision with why, when and how it was reported, the latest first', async () => {
    const hour = await get(here());
    expect(hour).toMatchObject({ storeId, hourStart: HOUR, totalFen: 9_500, nextCursor: null });
    const revisions = hour['revisions'] as Json[];
    expect(revisions.map(({ revision, totalFen, why }) => [revision, totalFen, why])).toEqual([
      [3, 9_500, ['late']],
      [2, 9_000, ['late']],
      [1, 6_000, ['first']],
    ]);
    expect(revisions[2]).toMatchObject({
      ...{ provisional: false, ruleVersions: [0], derivedAt: expect.stringMatching(/Z$/) },
      submissions: [{ id: expect.any(String), state: 'failed', cause: 'requested', cover: false }],
    });
    const first = await get(here('?limit=1'));
    const rest = await get(here(`?cursor=${first['nextCursor'] as string}`));
    expect([...(first['revisions'] as Json[]), ...(rest['revisions'] as Json[])]).toEqual(revisions);
  });

  it('is followed down to the orders of each revision, which come to its figures', async () => {
    const { revisions } = await get(here());
    for (const revision of revisions as Json[]) {
      const made = await all(here(`/orders?revision=${String(revision['revision'])}`));
      expect(sum(made)).toEqual(figuresOf(revision));
    }
    const latest = await all(here('/orders'));
    expect(latest.map(({ orderId }) => orderId)).toEqual([...orders.slice(1)].sort());
    expect(latest.find(({ orderId }) => orderId === orders[1])).toMatchObject({
      numbers: [{ connector: 'storefront', accountId: account, vendorNo: 'N-2' }],
      ...{ totalFen: 2_500, orders: 1, kinds: ['sale'], causes: ['record'] },
    });
    expect(JSON.stringify(latest)).not.toMatch(/张三|13800000000|徐汇/);
  });

  it('shows of two revisions both, and the orders that made the difference', async () => {
    for (const pair of ['from=1&to=2', 'from=2&to=3', 'from=1&to=3']) {
      const { from, to, difference } = await get(here(`/compare?${pair}`));
      const made = await all(here(`/compare?${pair}`));
      expect(sum(made)).toEqual(figuresOf(difference as Json));
      const both = [from as Json, to as Json] as const;
      for (const name of ADDED)
        expect((difference as Json)[name]).toBe((both[1][name] as number) - (both[0][name] as number));
    }
    const first = await all(here('/compare?from=1&to=2'));
    expect(first.map(({ orderId, totalFen, why }) => [orderId, totalFen, why])).toEqual(
      [
        [orders[0], -1_000, ['late']],
        [orders[3], 4_000, ['late']],
      ].sort(),
    );
    expect(await get(here('/compare'))).toMatchObject({
      ...{ from: { revision: 2 }, to: { revision: 3 }, difference: { totalFen: 500, orders: 0 } },
      items: [{ orderId: orders[1], totalFen: 500, orders: 0 }],
    });
  });

  it('says what there is not', async () => {
    const refused = async (path: string) => {
      const { status, json } = await test.send('GET', `/api/v1/${path}`);
      return [status, json.detail];
    };
    const nobody = '018c0000-0000-7000-8000-000000000000';
    for (const rest of ['', '/orders', '/compare', '/orders?revision=1']) {
      expect(await refused(`sales/hours/${nobody}/${HOUR}${rest}`)).toEqual([
        404,
        `There is no derived hour of the store ${nobody} that begins at ${HOUR}.`,
      ]);
    }
    const noSuch = 'There is no revision of this hour with the number 9.';
    expect(await refused(here('/orders?revision=9'))).toEqual([404, noSuch]);
    expect(await refused(here('/compare?from=1&to=9'))).toEqual([404, noSuch]);
    expect(faulty(await test.send('GET', `/api/v1/${here('/compare?from=3&to=2')}`))).toEqual(['to']);
    expect(faulty(await test.send('GET', `/api/v1/${here('/compare?to=1')}`))).toEqual(['to']);
    expect(faulty(await test.send('GET', `/api/v1/${here('/orders?revision=0')}`))).toEqual(['revision']);
    expect(faulty(await test.send('GET', `/api/v1/sales/hours/${storeId}/yesterday`))).toEqual(['hourStart']);
  });
});
