import fc from 'fast-check';
import type { FoldedLeg } from '#domain/leg.js';
import type { Line } from '#domain/order-observation.js';
import { differences, factsOf, factsWithLinesOf, sameDifferences } from './placed-facts.js';

const version = <Value>(value: Value, digest = '') => ({
  ...{ asOf: new Date(0), precedence: 0, key: '', digest },
  value,
});
const AMOUNTS = {
  ...{ saleFen: 2_500n, totalFen: 2_500n, paidFen: 2_500n, discountFen: 0n },
  ...{ freightFen: 0n, packagingFen: 0n, flags: [] },
};
const SERVICE = { kind: 'pickup', reservedAt: null, area: null, table: null, diners: null } as const;
const aLeg = (change: Partial<FoldedLeg> = {}, storeId = 'store-1') => ({
  storeId,
  folded: {
    placement: version({ vendorStoreId: 'T-A', placedAt: null, numbers: [], origin: {} }),
    amounts: version(AMOUNTS),
    service: version(SERVICE),
    contact: version({ given: true }, 'lin'),
    ...change,
  } as FoldedLeg,
});
const aLine = (change: Partial<Line> = {}): Line => ({
  ...{ itemName: '拿铁', itemSpec: '大杯', unit: null, quantity: '1', unitPrice: '25.00', amountFen: 2_500n },
  ...change,
});
const LATTE = [aLine()];
const COOKIE = aLine({ itemName: '散装曲奇', itemSpec: null, unitPrice: '29.90', amountFen: 2_990n });
const from = (now: ReturnType<typeof factsOf>) => differences(factsOf(aLeg(), LATTE), now);
const amounts = (change: Partial<typeof AMOUNTS> & { roundingFen?: bigint; serviceFen?: bigint }) =>
  aLeg({ amounts: version({ ...AMOUNTS, ...change }) });

it.each<[string, ReturnType<typeof factsOf>, object[]]>([
  ['nothing', factsOf(aLeg(), LATTE), []],
  [
    'another sum and one line more',
    factsOf(amounts({ saleFen: 5_490n }), [...LATTE, COOKIE]),
    [
      { fact: 'saleFen', placed: 2_500, now: 5_490 },
      {
        fact: 'lines',
        placed: [{ itemName: '拿铁' }],
        now: [{ itemName: '拿铁' }, { itemName: '散装曲奇' }],
      },
    ],
  ],
  ['another quantity', factsOf(aLeg(), [aLine({ quantity: '2' })]), [{ fact: 'lines' }]],
  ['another spec', factsOf(aLeg(), [aLine({ itemSpec: '小杯' })]), [{ fact: 'lines' }]],
  [
    'a line of nothing more',
    factsOf(aLeg(), [...LATTE, aLine({ itemName: '袋子', quantity: '0.00', amountFen: 0n })]),
    [],
  ],
  ['a gift more', factsOf(aLeg(), [...LATTE, aLine({ amountFen: 0n })]), [{ fact: 'lines' }]],
  ['a line less', factsOf(aLeg(), []), [{ fact: 'lines', now: [] }]],
  ['the same number written otherwise', factsOf(aLeg(), [aLine({ quantity: '1.000', unitPrice: '25' })]), []],
  ['a freight', factsOf(amounts({ freightFen: 300n }), LATTE), [{ fact: 'freightFen', placed: 0, now: 300 }]],
  [
    'a rounding',
    factsOf(amounts({ roundingFen: -1n }), LATTE),
    [{ fact: 'roundingFen', placed: 0, now: -1 }],
  ],
  ['a fee of nothing', factsOf(amounts({ serviceFen: 0n }), LATTE), []],
  ['what adds up to it only', factsOf(amounts({ totalFen: 2_600n, paidFen: null as never }), LATTE), []],
  [
    'another way of handing it over',
    factsOf(aLeg({ service: version({ ...SERVICE, kind: 'delivery' }) }), LATTE),
    [{ fact: 'service', placed: { kind: 'pickup' }, now: { kind: 'delivery' } }],
  ],
  [
    'another person, who is not shown',
    factsOf(aLeg({ contact: version({ given: true }, 'wang') }), LATTE),
    [{ fact: 'contact', placed: null, now: null }],
  ],
  [
    'another store',
    factsOf(
      aLeg(
        { placement: version({ vendorStoreId: 'T-B', placedAt: null, numbers: [], origin: {} }) },
        'store-2',
      ),
      LATTE,
    ),
    [{ fact: 'store', placed: 'T-A', now: 'T-B' }],
  ],
  ['another binding of the same store', factsOf(aLeg({}, 'store-2'), LATTE), []],
])('what differs: %s', (_what, now, differing) => {
  expect(from(now)).toMatchObject(differing);
  expect(from(now)).toHaveLength(differing.length);
});

const line = fc
  .tuple(
    fc.constantFrom('拿铁', '曲奇', '面'),
    fc.integer({ min: 0, max: 999 }),
    fc.bigInt({ min: -9n, max: 9n }),
  )
  .map(([itemName, quantity, amountFen]) => aLine({ itemName, quantity: String(quantity / 10), amountFen }));

it('nothing differs from itself, in whichever sequence the lines come, and after it was kept as JSON', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(line), (lines, others) => {
      const facts = factsOf(aLeg(), lines);
      const kept = JSON.parse(JSON.stringify(facts)) as typeof facts;
      expect(differences(kept, factsOf(aLeg(), lines.toReversed()))).toEqual([]);
      expect(differences(kept, factsWithLinesOf(aLeg(), kept))).toEqual([]);
      const found = differences(kept, factsOf(aLeg(), others));
      expect(found.length === 0).toBe(differences(factsOf(aLeg(), others), facts).length === 0);
      expect(sameDifferences(found, JSON.parse(JSON.stringify(found)) as typeof found)).toBe(true);
    }),
  );
});
