import type { ComparedLeg } from '../compare/compared-order.js';
import { endingOf } from './closed-by.js';

const leg = (fulfilment: string) =>
  ({
    accountId: 'a',
    vendorNo: 'n',
    facts: { payment: 'paid', fulfilment, isRefunded: false, saleFen: 5n },
  }) as ComparedLeg;

it('says that an order has ended where nothing else ended what should have gone on', () => {
  const by = (rule: 'stuck' | 'status_differs', ...legs: ComparedLeg[]) => endingOf({ legs }, rule).by;
  expect(by('stuck')).toBe('linked_elsewhere');
  expect(by('stuck', leg('accepted'), leg('completed'))).toBe('order_ended');
  expect(by('stuck', leg('shipped'))).toBe('agrees');
  expect(by('status_differs', leg('completed'))).toBe('agrees');
});

it('keeps what the vendors said then', () => {
  expect(endingOf({ legs: [leg('shipped')] }, 'stuck').facts).toEqual([
    { accountId: 'a', vendorNo: 'n', payment: 'paid', fulfilment: 'shipped', isRefunded: false, saleFen: 5n },
  ]);
});
