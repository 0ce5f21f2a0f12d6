import type { Page } from '../support/rest-client.js';
import type { Verdicts, Window } from '../support/source-facts.js';
import { startTillChain, TILL, type TillChain } from '../support/till-chain.js';

const CALLS_A_DAY = 300;
const ORDERS = 300;
/** Its pages, the one unread row, and what the live window needs meanwhile. */
const MOST_CALLS = 30;
const HOUR_MS = 3_600_000;

interface Backfilled extends Window {
  readonly unread: number;
}

type CallCounts = Verdicts<Record<string, { readonly done: number; readonly refused: number }>>;

/** As Pospal writes it. */
const vendorTime = (at: number): string =>
  new Date(at + 8 * HOUR_MS).toISOString().replace('T', ' ').slice(0, 19);

/** All that the till was asked so far. */
async function callsIn({ sandbox }: TillChain): Promise<number> {
  const { counts } = await sandbox.control.get<CallCounts>(`pospal/calls?appId=${TILL.appId}`);
  return Object.values(counts).reduce((sum, { done, refused }) => sum + done + refused, 0);
}

describe('nine hours that were missed', () => {
  let chain: TillChain;
  beforeAll(async () => {
    chain = await startTillChain({ till: { dailyLimit: CALLS_A_DAY } });
  });
  afterAll(() => chain.close());

  it(`are read with few of ${String(CALLS_A_DAY)} calls a day, an unreadable row by its number`, async () => {
    const { rest } = chain.hub;
    const to = Math.floor(Date.now() / 1_000) * 1_000 - 600_000;
    const from = to - 9 * HOUR_MS;
    const stretch = { appId: TILL.appId, from: vendorTime(from + 1_000), to: vendorTime(to - 1_000) };
    await chain.sandbox.control.post('pospal/orders/bulk', { ...stretch, count: ORDERS - 1, notify: false });
    const spoiled = { spoiled: { field: 'totalAmount' }, notify: false, seed: 'spoiled' };
    await chain.sandbox.control.post('pospal/orders/bulk', { ...stretch, ...spoiled, count: 1 });
    const before = await callsIn(chain);
    const wanted = { accountId: chain.tillAccount, from: new Date(from), to: new Date(to) };
    const { id } = await rest.post<{ id: string }>('backfills', wanted);
    await rest.until<Page<Backfilled>>(`windows?limit=200&backfillId=${id}`, ({ items }) =>
      items.every(({ state, unread }) => state === 'closed' && unread === 0),
    );
    expect((await callsIn(chain)) - before).toBeLessThanOrEqual(MOST_CALLS);
    expect(await rest.all(`orders?accountId=${chain.tillAccount}`)).toHaveLength(ORDERS);
  });
});
