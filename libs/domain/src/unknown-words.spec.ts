import type { FoldedLeg } from './leg.js';
import { legFlags } from './sale.js';
import { unknownWords } from './unknown-words.js';

const version = <Value>(value: Value) => ({ asOf: new Date(0), precedence: 0, key: '', digest: '', value });
const words = (ofOurFormat: object): FoldedLeg => ({
  payment: version({ state: 'unknown', raw: 'on_credit', paidAt: null, method: null, ...ofOurFormat }),
  fulfilment: version({ state: 'unknown', raw: 'in_transit', completedAt: null, ...ofOurFormat }),
  afterSale: version({ state: 'unknown', raw: 'disputed', refunds: [], ...ofOurFormat }),
});

describe('words that nobody knows', () => {
  it('are flagged in every group where they are of our own format', () => {
    expect(legFlags({ folded: words({ ofOurFormat: true }), createdAt: new Date(0) })).toEqual([
      'unknown_payment:on_credit',
      'unknown_fulfilment:in_transit',
      'unknown_after_sale:disputed',
    ]);
  });

  it('flag no order where they are a vendor’s: the account maps them', () => {
    expect(legFlags({ folded: words({}), createdAt: new Date(0) })).toEqual([]);
  });

  it('are none where all is known, or nothing was said', () => {
    const fulfilment = version({ state: 'shipped' as const, raw: 'ship', completedAt: null });
    expect([unknownWords({}), unknownWords({ fulfilment })]).toEqual([[], []]);
  });
});
