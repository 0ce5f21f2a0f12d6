import { fold, toStatement } from '#domain/leg.js';
import { fromDbLeg, toDbJson } from './ledger.mapping.js';

describe('fromDbLeg', () => {
  it('gives back what was written, money, instants and the vendor’s own words included', () => {
    const { leg } = fold(
      {},
      toStatement(
        {
          vendorNo: '880123456789012345',
          asOf: new Date('2026-11-21T04:00:00.123Z'),
          precedence: 1,
          placement: {
            vendorStoreId: '7',
            placedAt: new Date('2026-11-21T03:50:00Z'),
            numbers: ['4200001234567890123'],
            origin: { createdAt: '1700000000', someFen: 'not money' },
          },
          payment: {
            state: 'paid',
            raw: '1',
            paidAt: new Date(0),
            method: null,
            payments: [{ method: '余额', amountFen: 9_007_199_254_740_993n }],
          },
          afterSale: {
            ...{ state: 'refunded', raw: '40' },
            refunds: [{ id: 'someAt', amountFen: 5n, refundedAt: null }],
          },
          amounts: {
            saleFen: 9_007_199_254_740_993n,
            totalFen: null,
            paidFen: null,
            discountFen: null,
            freightFen: null,
            packagingFen: null,
            serviceFen: 5n,
            roundingFen: -3n,
            flags: [],
          },
        },
        () => 'digest',
      ),
    );
    expect(leg.afterSale?.first).toMatchObject({ refundedAt: expect.any(Date), refunds: [{ id: 'someAt' }] });
    expect(fromDbLeg(JSON.parse(toDbJson(leg)))).toEqual(leg);
  });
});
