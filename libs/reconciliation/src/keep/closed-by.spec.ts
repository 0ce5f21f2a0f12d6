import { someAccountFacts, someAccountsFacts } from '../../../../test/factories/compared-orders.js';
import type { ComparedLeg } from '../compare/compared-order.js';
import { endingOf, endingOfHour } from './closed-by.js';

const leg = (fulfilment: string) =>
  ({
    accountId: 'a',
    vendorNo: 'n',
    facts: { payment: 'paid', fulfilment, isRefunded: false, saleFen: 5n },
  }) as ComparedLeg;

it('says that an order has ended where nothing else ended what should have gone on', () => {
  const by = (rule: 'stuck' | 'status_differs', ...legs: ComparedLeg[]) =>
    endingOf({ legs }, rule, new Map()).by;
  expect(by('stuck')).toBe('linked_elsewhere');
  expect(by('stuck', leg('accepted'), leg('completed'))).toBe('order_ended');
  expect(by('stuck', leg('shipped'))).toBe('agrees');
  expect(by('status_differs', leg('completed'))).toBe('agrees');
});

it('keeps what the vendors said then', () => {
  expect(endingOf({ legs: [leg('shipped')] }, 'stuck', new Map()).facts).toEqual([
    { accountId: 'a', vendorNo: 'n', payment: 'paid', fulfilment: 'shipped', isRefunded: false, saleFen: 5n },
  ]);
});

it('says that a rule was switched off where its account asks for it no more', () => {
  const of = (change: Partial<Parameters<typeof someAccountFacts>[0]>) =>
    someAccountsFacts(someAccountFacts({ id: 'a', ...change }));
  const unknown = (ordersFrom: 'anywhere' | 'storefront') =>
    endingOf({ legs: [leg('shipped')] }, 'unknown_in_storefront', of({ ordersFrom })).by;
  expect([unknown('storefront'), unknown('anywhere')]).toEqual(['agrees', 'rule_switched_off']);
  const tickets = (setting: 'unknown' | 'same_sales', rule: 'tickets_differ' | 'hour_differs') =>
    endingOfHour({ accountId: 'a' }, rule, of({ tickets: setting })).by;
  expect(tickets('same_sales', 'tickets_differ')).toBe('agrees');
  expect(tickets('unknown', 'tickets_differ')).toBe('rule_switched_off');
  expect(tickets('unknown', 'hour_differs')).toBe('agrees');
});
