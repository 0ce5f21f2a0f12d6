import fc from 'fast-check';
import type { OrderObservation } from '#domain/order-observation.js';
import { AFTER_SALE_STATES, FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import { someAmounts } from './observations.js';

export const secondAt = (second: number): Date => new Date(Date.UTC(2026, 10, 29, 2, 0, second));

/** Of one order; few values and few instants, so that most sets have statements that tie and groups that are left out. */
export const ANY_OBSERVATION: fc.Arbitrary<OrderObservation> = fc
  .record(
    {
      asOf: fc.nat({ max: 1 }).map(secondAt),
      precedence: fc.nat({ max: 1 }),
      payment: fc.record({
        state: fc.constantFrom(...PAYMENT_STATES),
        raw: fc.constantFrom(null, '已付'),
        paidAt: fc.constantFrom(null, secondAt(1)),
        method: fc.constant(null),
      }),
      fulfilment: fc.record({
        state: fc.constantFrom(...FULFILMENT_STATES),
        raw: fc.constant(null),
        completedAt: fc.constantFrom(null, secondAt(2)),
      }),
      afterSale: fc.record({
        state: fc.constantFrom(...AFTER_SALE_STATES),
        raw: fc.constantFrom(null, '退款'),
        refunds: fc.subarray(['r1', 'r2', 'r2']).map((ids) => ids.map(refund)),
      }),
      lines: fc
        .array(fc.constantFrom('豆浆', '油条'), { maxLength: 2 })
        .map((dishes) => dishes.map((dish) => line(dish))),
      contact: fc.constantFrom(null, person('13800000001'), person('13800000002')),
    },
    { requiredKeys: ['asOf', 'precedence'] },
  )
  .map((said) => ({ vendorNo: 'A-1', ...said }));

/** With what of an order is compared beside that. */
export const ANY_WHOLE_OBSERVATION: fc.Arbitrary<OrderObservation> = fc
  .tuple(
    ANY_OBSERVATION,
    fc.record(
      {
        placement: fc.constantFrom({}, { orderError: '门店拒单' }).map((origin) => ({
          ...{
            vendorStoreId: null,
            placedAt: secondAt(0),
            numbers: [],
            origin,
          },
        })),
        amounts: fc.constantFrom(null, 100n, 200n).map((saleFen) => ({ ...someAmounts(200n), saleFen })),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([said, beside]) => ({ ...said, ...beside }));

const refund = (id: string) => ({ id, amountFen: 100n, refundedAt: null });

/** One of the two is a product of a till. */
function line(itemName: string) {
  const product = itemName === '豆浆' ? { productUid: '880123456789012345' } : {};
  return {
    itemName,
    itemSpec: null,
    unit: null,
    quantity: '1',
    unitPrice: null,
    amountFen: null,
    ...product,
  };
}

function person(phone: string) {
  return { name: '张三', phone, address: null, remark: null, memberNo: null };
}
