import type { LegRow } from '#ledger/legs.store.js';
import { judgeLink } from './link-refusals.js';

const leg = (id: string, sell_rank: number, store_id: string | null, state: object): LegRow =>
  ({ id, account_id: `account of ${id}`, sell_rank, store_id, state }) as LegRow;
const SAID = { placement: { value: { placedAt: null }, asOf: '1970-01-01T00:00:00.000Z' } };

it('an order is judged by the leg that something was said of', () => {
  const opened = leg('opened', 0, null, {});
  const till = leg('till', 1, 'here', SAID);
  const judge = (storeId: string) => () => {
    const target = [leg('shop', 0, storeId, SAID)];
    judgeLink({ moving: [opened, till], staying: [], target }, false);
  };
  expect(judge('elsewhere')).toThrow('they are of different stores');
});
