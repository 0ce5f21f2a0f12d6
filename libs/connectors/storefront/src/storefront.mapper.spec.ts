import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Account } from '#connectors-core/account.js';
import { accountOf } from '#connectors-core/testing/conformance/rig.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { storefrontConnector } from './storefront.connector.js';
import type { StorefrontConfig } from './storefront.config.js';
import { digestOf } from '#domain/digest.js';
import { toObservation } from './storefront.mapper.js';
import { readOrderDocument, storefrontJsonSchema } from './storefront.schema.js';

const FIXTURES = new URL('../../../../test/fixtures/storefront/', import.meta.url);
const document = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`document.${name}.json`, FIXTURES), 'utf8')) as Record<string, unknown>;
/** Of the payment and the amounts in `paid`, as they were before a document could state more of them. */
const DIGESTS = ['6ac75329600383b5fd7ad6b1d8af442e', '6bf2845733f5f2d11a6c1e0d432147db'];
const RECEIVED = new Date('2024-01-05T09:00:00Z');

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const accountWith = (config: object): Account<StorefrontConfig> =>
  accountOf(storefrontConnector(), { secrets: [SECRET], ...config }) as Account<StorefrontConfig>;
const ACCOUNT = accountWith({});

const observe = (value: unknown, receivedAt = RECEIVED, account = ACCOUNT): OrderObservation => {
  const read = readOrderDocument(value);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return toObservation(read.document, account, receivedAt);
};

describe('a storefront document as an observation', () => {
  it('states the whole order', () => {
    expect(observe(document('paid'))).toEqual({
      vendorNo: 'SF20240105-0007',
      claim: {
        orderNo: 'SF20240105-0007',
        storeCode: 'S001',
        placedAt: new Date(1704418195000),
        mayMove: false,
      },
      asOf: new Date(1704418221500),
      precedence: 0,
      placement: {
        vendorStoreId: 'S001',
        placedAt: new Date(1704418195000),
        numbers: ['880123456789012345'],
        origin: {},
      },
      payment: { state: 'paid', raw: 'paid', paidAt: new Date(1704418221000), method: 'wechat' },
      fulfilment: { state: 'accepted', raw: 'accepted', completedAt: null },
      afterSale: { state: 'none', raw: null, refunds: [] },
      amounts: {
        saleFen: 4000n,
        totalFen: 4300n,
        paidFen: 4000n,
        discountFen: 300n,
        freightFen: 500n,
        packagingFen: 100n,
        flags: [],
      },
      lines: [
        {
          itemName: '拿铁',
          itemSpec: '大杯',
          unit: '杯',
          quantity: '1',
          unitPrice: '25.00',
          amountFen: 2500n,
        },
        {
          itemName: '散装曲奇',
          itemSpec: null,
          unit: null,
          quantity: '0.400',
          unitPrice: '30.00',
          amountFen: 1200n,
        },
      ],
      contact: {
        name: '李四',
        phone: '13800000003',
        address: '上海市徐汇区虹桥路1号',
        remark: '少冰',
        memberNo: null,
      },
    });
  });

  it('states how the order is handed over, where the shop has it from, and the member', () => {
    const service = { kind: 'dine_in', reservedAt: 1704420000000, table: '8号桌', diners: 2 };
    const customer = { name: '李四', memberNo: 'V-1001' };
    expect(observe({ ...document('paid'), service, customer, source: 'pos' })).toMatchObject({
      service: {
        kind: 'dine_in',
        reservedAt: new Date(1704420000000),
        area: null,
        table: '8号桌',
        diners: 2,
      },
      contact: { memberNo: 'V-1001' },
      placement: { origin: { source: 'pos' } },
    });
    expect(observe(document('paid'))).not.toHaveProperty('service');
  });

  it('reads ISO 8601 as the same instants', () => {
    const { payment, contact, ...rest } = observe(document('iso-times'));
    const { payment: epoch, contact: _person, ...same } = observe(document('paid'));
    expect(rest).toEqual(same);
    expect(payment).toEqual({ ...epoch, method: null });
    expect(contact).toBeNull();
  });

  it('is as of its own change, but never later than its receipt', () => {
    const early = new Date(1704418221499);
    expect(observe(document('paid'), early).asOf).toEqual(early);
    expect(observe(document('paid'), RECEIVED).asOf).toEqual(new Date(1704418221500));
  });

  it('keeps words that it does not know, and is not refused for them', () => {
    const { payment, fulfilment, contact, amounts } = observe(document('unknown-words'));
    expect(payment).toMatchObject({ state: 'unknown', raw: 'on_credit', paidAt: null, ofOurFormat: true });
    expect(fulfilment).toMatchObject({ state: 'unknown', raw: 'in_transit', ofOurFormat: true });
    expect(contact).toBeUndefined();
    expect(amounts?.flags).toEqual(['lines_do_not_add_up', 'totals_do_not_add_up']);
  });

  it.each([
    ['fulfilment', 'canceled', 'cancelled'],
    ['fulfilment', 'Cancelled', 'cancelled'],
    ['fulfilment', ' CANCEL ', 'cancelled'],
    ['fulfilment', '已取消', 'cancelled'],
    ['fulfilment', 'complete', 'completed'],
    ['fulfilment', 'Ｓｈｉｐｐｅｄ', 'shipped'],
    ['fulfilment', 'closed', 'unknown'],
    ['fulfilment', 'canceling', 'unknown'],
    ['fulfilment', 'constructor', 'unknown'],
    ['fulfilment', 'unknown', 'unknown'],
    ['payment', 'refund', 'refunded'],
    ['payment', 'Fully-Refunded', 'refunded'],
    ['payment', 'PAID', 'paid'],
    ['payment', 'partially_refunded', 'paid'],
    ['payment', 'Not Paid', 'unpaid'],
    ['payment', '待支付', 'unpaid'],
    ['payment', 'pending', 'unknown'],
    ['afterSale', 'partially refunded', 'partly_refunded'],
    ['afterSale', 'REFUND_REQUESTED', 'requested'],
    ['afterSale', 'disputed', 'unknown'],
  ] as const)('reads the %s "%s" as %s', (group, raw, state) => {
    const stated = observe({ ...document('paid'), [group]: raw })[group];
    expect(stated).toMatchObject({ state, raw });
    expect(stated?.ofOurFormat).toBe(state === 'unknown' ? true : undefined);
  });

  it.each([
    ['Partly Refunded', [], undefined, 'partly_refunded'],
    ['partial refund', [{ id: 'r1', amountFen: 100 }], undefined, 'partly_refunded'],
    ['partially-refunded', [{ id: 'r1', amountFen: 4000 }], undefined, 'refunded'],
    ['部分退款', [], 'rejected', 'rejected'],
  ])('takes the payment "%s" for a paid one beside refunds %j', (payment, refunds, afterSale, state) => {
    const observed = observe({ ...document('paid'), payment, refunds, afterSale, paidAt: undefined });
    expect(observed.payment).toMatchObject({ state: 'paid', raw: payment, paidAt: null });
    expect(observed.afterSale?.state).toBe(state);
  });

  it.each([
    ['requested', 0, 'requested'],
    ['rejected', 1, 'partly_refunded'],
    ['none', 4000, 'refunded'],
    ['refunded', 1, 'refunded'],
    ['', 1, 'partly_refunded'],
    ['on hold', 4000, 'unknown'],
  ])('has the after-sale word "%s" beside refunds of %d as %s', (afterSale, amountFen, state) => {
    const refunds = amountFen === 0 ? [] : [{ id: 'r1', amountFen }];
    const observed = observe({ ...document('paid'), refunds, afterSale }).afterSale;
    expect(observed).toMatchObject({ state, raw: afterSale === '' ? null : afterSale });
    expect(observed?.refunds).toHaveLength(refunds.length);
  });

  it.each([
    ['paid', 'none', 0],
    ['partly-refunded', 'partly_refunded', 1],
    ['refunded', 'refunded', 2],
  ])('of the fixture "%s" has the after-sale state %s', (name, state, refunds) => {
    const { afterSale } = observe(document(name));
    expect(afterSale?.state).toBe(state);
    expect(afterSale?.refunds).toHaveLength(refunds);
  });

  it('does not call it a contradiction that an unpaid order was not paid', () => {
    const unpaid = { ...document('paid'), payment: 'unpaid', paidFen: 0 };
    expect(observe(unpaid).amounts?.flags).toEqual([]);
    expect(observe({ ...unpaid, payment: 'paid' }).amounts?.flags).toEqual(['totals_do_not_add_up']);
  });

  it('has a refund state that follows from the sums, whatever they are', () => {
    const fen = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(fen, fc.array(fen, { maxLength: 5 }), (paidFen, amounts) => {
        const refunds = amounts.map((amountFen, index) => ({ id: String(index), amountFen }));
        const { afterSale } = observe({ ...document('paid'), paidFen, refunds });
        const refunded = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
        const expected =
          refunded === 0n ? 'none' : refunded < BigInt(paidFen) ? 'partly_refunded' : 'refunded';
        expect(afterSale?.state).toBe(expected);
        expect(afterSale?.refunds.map(({ amountFen }) => Number(amountFen))).toEqual(amounts);
      }),
    );
  });

  it('flags none of the published examples', () => {
    const { examples } = storefrontJsonSchema() as { examples: object[] };
    expect(examples.map((example) => observe(example).amounts?.flags)).toEqual([[], []]);
  });

  it('says what was paid how only where the document does', () => {
    const parts = [
      { method: 'wechat', amountFen: 1500 },
      { method: '储值', amountFen: 2500 },
    ];
    const mixed = { ...document('paid'), payments: parts };
    expect(observe(mixed)).toMatchObject({
      payment: {
        method: 'wechat',
        payments: [
          { method: 'wechat', amountFen: 1500n },
          { method: '储值', amountFen: 2500n },
        ],
      },
      amounts: { flags: [] },
    });
    const unnamed = { ...document('paid'), paymentMethod: null };
    expect(observe({ ...unnamed, payments: parts }).payment?.method).toBeNull();
    expect(observe({ ...unnamed, payments: [{ method: 'cash', amountFen: 4000 }] }).payment?.method).toBe(
      'cash',
    );
    expect(observe({ ...mixed, payments: parts.slice(1) }).amounts?.flags).toEqual([
      'payments_do_not_add_up',
    ]);
    for (const payments of [undefined, null, []])
      expect(observe({ ...mixed, payments })).toEqual(observe(document('paid')));
  });

  it('has the digests of before where a document states none of the newer fields', () => {
    const { payment, amounts } = observe(document('paid'));
    expect([digestOf(payment), digestOf(amounts)]).toEqual(DIGESTS);
  });

  it('counts a fee for service in the total, and what was rounded in the payment', () => {
    const rounded = { ...document('paid'), serviceFen: 200, totalFen: 4500, roundingFen: -3, paidFen: 4197 };
    expect(observe(rounded).amounts).toMatchObject({
      saleFen: 4197n,
      serviceFen: 200n,
      roundingFen: -3n,
      flags: [],
    });
    expect(observe({ ...rounded, roundingFen: 3, paidFen: 4203 }).amounts?.flags).toEqual([]);
    expect(observe({ ...rounded, serviceFen: null }).amounts?.flags).toEqual(['lines_do_not_add_up']);
    expect(observe({ ...rounded, roundingFen: undefined }).amounts?.flags).toEqual(['totals_do_not_add_up']);
    expect(observe({ ...rounded, roundingFen: 3 }).amounts?.flags).toEqual(['totals_do_not_add_up']);
  });

  it.each([
    [5, 3997, -3n],
    [5, 4005, 5n],
    [5, 3994, undefined],
    [0, 3999, undefined],
  ])(
    'takes up to %d fen for a rounding that is not stated: %d paid',
    (roundingMostFen, paidFen, rounding) => {
      const { amounts } = observe(
        { ...document('paid'), paidFen },
        RECEIVED,
        accountWith({ roundingMostFen }),
      );
      expect(amounts?.roundingFen).toBe(rounding);
      expect(amounts?.flags).toEqual(rounding === undefined ? ['totals_do_not_add_up'] : []);
    },
  );

  it('has no rounding where one is stated, nothing differs, or nothing is paid yet', () => {
    const account = accountWith({ roundingMostFen: 10_000 });
    for (const change of [{}, { payment: 'unpaid', paidFen: 0 }])
      expect(observe({ ...document('paid'), ...change }, RECEIVED, account).amounts).not.toHaveProperty(
        'roundingFen',
      );
    const stated = { ...document('paid'), roundingFen: 0, paidFen: 3999 };
    expect(observe(stated, RECEIVED, account).amounts?.flags).toEqual(['totals_do_not_add_up']);
  });

  it.each([
    [
      'one refund twice',
      [
        ['r1', 1_500],
        ['r1', 1_500],
      ],
      'partly_refunded',
      [1_500n],
      [],
    ],
    [
      'two refunds again and again',
      [
        ['r1', 1_500],
        ['r2', 500],
        ['r1', 1_500],
        ['r2', 500],
      ],
      'partly_refunded',
      [1_500n, 500n],
      [],
    ],
    [
      'one that grew to all',
      [
        ['r1', 1_500],
        ['r1', 4_000],
      ],
      'refunded',
      [4_000n],
      ['refund_stated_twice:r1'],
    ],
    [
      'two ids',
      [
        ['r1', 2_000],
        ['r2', 2_000],
      ],
      'refunded',
      [2_000n, 2_000n],
      [],
    ],
  ] as const)('counts a refund once: %s', (_words, listed, state, amounts, flags) => {
    const refunds = listed.map(([id, amountFen]) => ({ id, amountFen }));
    const told = observe({ ...document('paid'), refunds });
    expect(told.afterSale?.state).toBe(state);
    expect(told.afterSale?.refunds.map(({ amountFen }) => amountFen)).toEqual(amounts);
    expect(told.amounts?.flags).toEqual(flags);
  });

  it('flags exactly the documents whose amounts do not add up', () => {
    const fen = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fen,
        fen,
        fen,
        fc.integer({ min: -1, max: 1 }),
        (freightFen, packagingFen, discount, error) => {
          const totalFen = 3700 + freightFen + packagingFen;
          const discountFen = discount % (totalFen - 1);
          const paidFen = totalFen - discountFen + error;
          const sums = { freightFen, packagingFen, totalFen, discountFen, paidFen };
          const flags = observe({ ...document('paid'), ...sums }).amounts?.flags;
          expect(flags).toEqual(error === 0 ? [] : ['totals_do_not_add_up']);
        },
      ),
    );
  });
});
