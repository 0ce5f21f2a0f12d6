import fc from 'fast-check';
import { stringify } from 'lossless-json';
import { z } from 'zod';
import { newAccount } from './account.js';
import { delivery, deliveryQuery } from './delivery.js';
import { dispatchQuery } from './dispatch.js';
import { wireSchema } from './json-schema.js';
import { order, orderQuery, orderReadQuery } from './order.js';
import { pageOf } from './page.js';
import { newRuleSet } from './rule-set.js';
import { salesGapDayQuery, salesGapQuery } from './sales-gap.js';
import { salesHour, salesHourQuery } from './sales-hour.js';
import { newStore, store } from './store.js';
import { submissionQuery, submissionRequest } from './submission.js';
import { fen, instant } from './wire.js';

const ID = '01a1ffbc-5ec2-72f6-97b1-37f474177cc0';

/** As the hub writes it and a client reads it. */
const throughTheWire = (value: unknown): unknown => JSON.parse(stringify(value) ?? '');

const anOrder: z.output<typeof order> = {
  id: ID,
  status: 'paid',
  payment: 'paid',
  fulfilment: 'unknown',
  afterSale: 'none',
  storeId: null,
  placedAt: new Date('2026-01-31T00:00:00Z'),
  totalFen: 12_850n,
  saleAt: null,
  saleFen: null,
  flags: ['sale_amounts_differ'],
  attention: [{ code: 'sale_amounts_differ', params: {}, zh: '不一样', en: 'differ', since: new Date(1) }],
  discrepancies: [],
  createdAt: new Date(1),
  updatedAt: new Date(2),
  maskedLegs: [],
  legs: [
    {
      id: ID,
      accountId: ID,
      connector: 'zhimai',
      vendorNo: '880123456789012345',
      orderNo: '880123456789012345',
      vendorStoreId: '5001',
      storeId: null,
      placedAt: null,
      numbers: ['880123456789012345'],
      payment: {
        state: 'paid',
        raw: '1',
        paidAt: new Date(3),
        method: null,
        payments: [{ method: 'wechat', amountFen: 12_850n }],
        asOf: new Date(4),
      },
      fulfilment: null,
      afterSale: {
        state: 'none',
        raw: null,
        refunds: [{ id: 'r', amountFen: 1n, refundedAt: null }],
        asOf: new Date(5),
      },
      amounts: null,
      service: null,
      confirmedAt: new Date(6),
    },
  ],
};

describe('the contract', () => {
  it('gives back through the wire what was put in', () => {
    const page = pageOf(order);
    const value = { items: [anOrder], nextCursor: 'abc' };
    const wire = throughTheWire(z.encode(page, value));
    expect(wire).toMatchObject({
      items: [
        {
          totalFen: 12_850,
          placedAt: '2026-01-31T00:00:00.000Z',
          legs: [{ vendorNo: '880123456789012345' }],
        },
      ],
    });
    expect(z.decode(page, wire as z.input<typeof page>)).toEqual(value);
  });

  it('keeps every amount and every instant', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }), (amount) => {
        expect(z.decode(fen, throughTheWire(z.encode(fen, amount)) as number)).toBe(amount);
      }),
    );
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }), (at) => {
        expect(z.decode(instant, z.encode(instant, at))).toEqual(at);
      }),
    );
  });

  it('writes an amount that no double holds with all its digits', () => {
    expect(stringify(z.encode(fen, 2n ** 62n))).toBe('4611686018427387904');
    expect(() => z.decode(fen, 2 ** 60)).toThrow();
    expect(() => z.decode(fen, 1.5)).toThrow();
  });

  it('writes nothing that it does not name', () => {
    const leaky = {
      ...anOrder,
      secrets: 'hunter2',
      legs: anOrder.legs.map((leg) => ({ ...leg, secrets: 'hunter2' })),
    };
    expect(stringify(z.encode(order, leaky))).not.toContain('hunter2');
  });

  it.each([
    ['a store', newStore, { code: 'S1', name: 'x', timeZone: 'Asia/Shanghai' }],
    ['an account', newAccount, { connector: 'zhimai', name: 'x', config: {} }],
    [
      'a request',
      submissionRequest,
      { storeId: ID, from: '2026-01-01T00:00:00Z', to: '2026-01-01T08:00:00+08:00' },
    ],
    ['a query', orderQuery, { limit: '10', q: '1' }],
  ])('takes %s, and none with a field that it does not know', (_what, shape, good) => {
    expect(shape.safeParse(good).success).toBe(true);
    const bad = shape.safeParse({ ...good, colour: 'red' });
    expect(bad.error?.issues).toEqual([
      expect.objectContaining({ code: 'unrecognized_keys', keys: ['colour'] }),
    ]);
  });

  it('reads queries: numbers, flags and instants are text there', () => {
    const query = orderQuery.parse({ limit: '7', from: '2026-01-31T08:00:00 08:00' });
    expect(query).toEqual({ attention: false, limit: 7, from: new Date('2026-01-31T00:00:00Z') });
    expect(orderReadQuery.parse({})).toEqual({ reveal: false });
    expect(orderReadQuery.safeParse({ reveal: 'true' }).error?.issues[0]?.message).toBe('contacts_by_reveal');
    expect(orderReadQuery.safeParse({ reveal: 'maybe' }).success).toBe(false);
  });

  it.each([
    ['orders', orderQuery],
    ['deliveries', deliveryQuery],
    ['dispatches', dispatchQuery],
    ['submissions', submissionQuery],
    ['hours', salesHourQuery],
    ['gaps', salesGapQuery],
    ['days of gaps', salesGapDayQuery],
  ])('refuses a period of %s that ends before it begins', (_list, shape) => {
    const [from, to] = ['2026-01-31T08:00:00+08:00', '2026-01-31T00:00:01Z'];
    expect(shape.safeParse({ from, to }).error).toBeUndefined();
    expect(shape.safeParse({ from }).error).toBeUndefined();
    expect(shape.safeParse({ from: to, to: from }).error?.issues).toEqual([
      expect.objectContaining({ path: ['to'], message: 'ends_before_it_begins' }),
    ]);
  });

  it('takes words as excluded sources, and fields with words, but no half of a pair', () => {
    const of = (source: string) => newRuleSet.shape.excludedSources.safeParse([source]).success;
    expect(
      ['mini', '3', 'source=mini', ' source = mini ', 'source=a=b', '小程序'].filter((one) => !of(one)),
    ).toEqual([]);
    expect(['=mini', 'source=', 'source= ', '=', 'source==', ''].filter(of)).toEqual([]);
  });

  it('refuses text that would break a line or say nothing', () => {
    for (const name of ['', '  ', 'a\nb', 'a\u0000', 'x'.repeat(201)]) {
      expect(newStore.safeParse({ code: 'S1', name, timeZone: 'UTC' }).success).toBe(false);
    }
    expect(newStore.parse({ code: 'S1', name: ' 一号店 ', timeZone: 'UTC' }).name).toBe('一号店');
  });
});

describe('its JSON Schema', () => {
  it.each([
    ['a store', store],
    ['an order', order],
    ['a delivery', delivery],
    ['an hour', salesHour],
  ])('describes what travels: %s', (_what, shape) => {
    const text = JSON.stringify(wireSchema(shape));
    expect(text).toContain('"format":"date-time"');
    expect(text).not.toContain('"pattern":"^(?:(?:');
    for (const [, schema = ''] of text.matchAll(/"\w+Fen":(\{.*?\})/g)) expect(schema).toMatch(/integer/);
  });
});
