import fc from 'fast-check';
import type { Line } from './order-observation.js';
import { type ProductQuantity, productsDigest, soldProducts } from './products-digest.js';

const of = (productUid: string, quantity: string): ProductQuantity => ({ productUid, quantity });
/** Of no product where `productUid` is null. */
const line = (quantity: string, { productUid = '880123456789012345', ...change }: Change = {}): Line => ({
  ...{ itemName: '拿铁', itemSpec: null, unit: null, quantity, unitPrice: '25.00', amountFen: null },
  ...(productUid === null ? {} : { productUid }),
  ...change,
});

type Change = Partial<Omit<Line, 'productUid'>> & { readonly productUid?: string | null };

describe('the digest of products', () => {
  it('is that of the sums, to the last digit', () => {
    expect(productsDigest([of('1', '0.1'), of('2', '1'), of('1', '0.2')])).toBe(
      productsDigest([of('2', '1.0'), of('1', '0.30')]),
    );
    expect(productsDigest([of('1', '1')])).not.toBe(productsDigest([of('1', '1.00000000000000000001')]));
    expect(productsDigest([of('880123456789012345', '1')])).not.toBe(
      productsDigest([of('880123456789012346', '1')]),
    );
    expect(productsDigest([{ ...of('1', '0.3'), units: '0.1' }])).toBe(productsDigest([of('1', '0.03')]));
    expect(productsDigest([of('1', '1e3')])).toBe(productsDigest([of('1', '1000')]));
    expect(productsDigest([of('1', '1'), of('2', '0')])).toBe(productsDigest([of('1', '1')]));
    expect(productsDigest([of('1', '2')])).not.toBe(productsDigest([of('2', '1')]));
  });

  const quantity = fc
    .tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 999 }))
    .map(([whole, part]) => `${whole.toString()}.${part.toString().padStart(3, '0')}`);
  const product = fc.record({ productUid: fc.constantFrom('1', '10', '2'), quantity });

  it('does not depend on the sequence of lines, nor on how a quantity is spread over them', () => {
    const spread = fc
      .array(fc.tuple(product, quantity), { maxLength: 6 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(spread, ([all, shuffled]) => {
        const parts = shuffled.flatMap(([one, part]) => [
          of(one.productUid, part),
          of(one.productUid, `-${part}`),
          one,
        ]);
        expect(productsDigest(parts)).toBe(productsDigest(all.map(([one]) => one)));
      }),
    );
  });

  it('is another where one product has another quantity', () => {
    fc.assert(
      fc.property(fc.array(product, { maxLength: 5 }), product, (all, more) => {
        fc.pre(Number(more.quantity) !== 0);
        expect(productsDigest([...all, more])).not.toBe(productsDigest(all));
      }),
    );
  });
});

describe('what lines sell', () => {
  const one = productsDigest([of('880123456789012345', '3')]);

  it.each([
    ['in two lines of two prices', [line('1'), line('2', { unitPrice: '24.99' })], one],
    ['for nothing', [line('2'), line('1', { amountFen: 0n })], one],
    ['beside what takes off', [line('3'), line('1', { amountFen: -500n, productUid: null })], one],
    ['beside a line of nothing', [line('3'), line('0', { amountFen: 0n })], one],
    ['where one has no product', [line('3'), line('1', { productUid: null })], undefined],
    ['where there are none', [], undefined],
  ])('%s', (_what, lines, digest) => {
    expect(soldProducts(lines)).toBe(digest);
  });
});
