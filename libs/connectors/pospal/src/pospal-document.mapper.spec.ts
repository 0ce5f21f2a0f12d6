import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import type { ItemToPlace, OrderToPlace } from '#connectors-core/order-sink.js';
import { CannotPlace } from '#connectors-core/order-sink.js';
import { fenOf, sumFen } from '#domain/money.js';
import type { Amounts, Contact, Line, Service } from '#domain/order-observation.js';
import { pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { placeDocument } from './pospal-document.mapper.js';

const Exact = Decimal.clone({ precision: 100 });
const MARKER = 'SP-7K2M9QRSTV0A1BCD';

type Settings = Readonly<Record<string, unknown>>;
type Body = Readonly<Record<string, unknown>>;

const item = (change: Partial<ItemToPlace> = {}): ItemToPlace => ({
  itemName: '拿铁',
  itemSpec: null,
  unit: null,
  quantity: '1',
  unitPrice: '40.00',
  amountFen: 4000n,
  productUid: '880123456789012345',
  units: '1',
  ...change,
});
/** A line that takes off; it is no product of the till. */
const deduction = (amountFen: bigint | null, change: Partial<Line> = {}): Line => ({
  itemName: '满减',
  itemSpec: null,
  unit: null,
  quantity: '1',
  unitPrice: null,
  amountFen,
  ...change,
});
const amounts = (change: Partial<Amounts> = {}): Amounts => ({
  saleFen: 4000n,
  totalFen: null,
  paidFen: null,
  discountFen: null,
  freightFen: null,
  packagingFen: null,
  flags: [],
  ...change,
});
const service = (change: Partial<Service> = {}): Service => ({
  kind: 'delivery',
  reservedAt: null,
  area: null,
  table: null,
  diners: null,
  ...change,
});
const contact = (change: Partial<Contact> = {}): Contact => ({
  name: null,
  phone: null,
  address: null,
  remark: null,
  memberNo: null,
  ...change,
});
const anOrder = (change: Partial<OrderToPlace> = {}): OrderToPlace => ({
  marker: MARKER,
  vendorNo: 'A-1',
  placedAt: new Date('2024-01-05T01:30:00.999Z'),
  paymentMethod: null,
  payments: [],
  items: [item()],
  deductions: [],
  amounts: amounts(),
  service: null,
  contact: null,
  store: { name: '徐汇店', code: 'S001' },
  ...change,
});

const textOf = (change: Partial<OrderToPlace> = {}, settings: Settings = {}): string =>
  placeDocument(anOrder(change), pospalAccount(settings).config).text;
const bodyOf = (change: Partial<OrderToPlace> = {}, settings: Settings = {}): Body =>
  parseLossless(textOf(change, settings)) as Body;
const obstacleOf = (change: Partial<OrderToPlace>, settings: Settings = {}): [string, string] => {
  try {
    textOf(change, settings);
  } catch (error) {
    if (error instanceof CannotPlace || error instanceof ConnectorError) {
      return [error instanceof CannotPlace ? error.obstacle : error.code, error.message];
    }
    throw error;
  }
  throw new Error('was not held');
};

it('the smallest order is written to the letter', () => {
  expect(textOf()).toBe(
    '{"payMethod":"Wxpay","payOnLine":1,"items":[{"productUid":880123456789012345,"quantity":1,"manualSellPrice":40}],' +
      `"orderSource":"openApi","totalAmount":40,"orderRemark":"${MARKER} A-1","orderDateTime":"2024-01-05 09:30:00",` +
      '"contactAddress":"到店自取","contactName":"徐汇店","contactTel":"00000000000","deliveryType":0}',
  );
  expect(placeDocument(anOrder(), pospalAccount().config).statedAt).toEqual(new Date('2024-01-05T01:30:00Z'));
});

describe('how it was paid', () => {
  const payMethods = {
    wechat: 'wxpay',
    微信: 'Alipay',
    cash: 'Cash',
    CARD: 'payCode_7',
    balance: 'CustomerBalance',
  };

  it.each([
    ['wechat', 'Wxpay', 1],
    ['微信', 'Alipay', 1],
    ['Card', 'payCode_7', 1],
    ['cash', 'Cash', undefined],
    ['unheard of', 'Wxpay', 1],
    [null, 'Wxpay', 1],
    ['constructor', 'Wxpay', 1],
  ])('"%s" is %s', (paymentMethod, payMethod, payOnLine) => {
    const body = bodyOf({ paymentMethod }, { payMethods });
    expect([body['payMethod'], body['payOnLine']]).toEqual([payMethod, payOnLine]);
    expect(body).not.toHaveProperty('customerNumber');
  });

  it('takes the exact word before one of another case', () => {
    const body = bodyOf({ paymentMethod: 'CASH' }, { payMethods: { cash: 'Cash', CASH: 'payCode_1' } });
    expect(body['payMethod']).toBe('payCode_1');
  });

  it('from the balance needs the member’s number, and is not “paid online”', () => {
    const paid = { paymentMethod: 'balance', contact: contact({ memberNo: '10086' }) };
    const body = bodyOf(paid, { payMethods });
    expect(body).toMatchObject({ payMethod: 'CustomerBalance', customerNumber: '10086' });
    expect(body).not.toHaveProperty('payOnLine');
    for (const without of [null, contact(), contact({ memberNo: ' ' })]) {
      expect(obstacleOf({ paymentMethod: 'balance', contact: without }, { payMethods })[0]).toBe(
        'member_missing',
      );
    }
  });

  it.each([
    ['CARD', { card: '107' }, '107'],
    ['CARD', { payCode_7: '107', other: '1' }, '107'],
    ['CARD', { CARD: ' ', payCode_7: '107' }, undefined],
    ['wechat', { wechat: '107', Wxpay: '1' }, undefined],
    ['unheard of', { 'unheard of': '107' }, undefined],
  ])('%s with the codes %j carries the code %s', (paymentMethod, payMethodCodes, code) => {
    const body = bodyOf({ paymentMethod }, { payMethods, payMethodCodes });
    expect(body['payMethodCode']).toBe(code);
  });

  it('in parts has the code of the part that it stands for, or of the method alone', () => {
    const codes = { CARD: '107', cash: '1', payCode_9: '109' };
    const settings = { payMethods, mixedPayMethod: 'payCode_9', payMethodCodes: codes };
    expect(bodyOf({ payments: parts(['CARD', 4000n]) }, settings)['payMethodCode']).toBe('107');
    expect(bodyOf({ payments: parts(['cash', 1000n], ['CARD', 3000n]) }, settings)['payMethodCode']).toBe(
      '109',
    );
  });

  it('from the balance waits for a person where version 2 has none', () => {
    const paid = { paymentMethod: 'balance', contact: contact({ memberNo: '10086' }) };
    const [obstacle, message] = obstacleOf(paid, { payMethods, signatureVersion: 2 });
    expect([obstacle, message]).toEqual(['not_placeable', expect.stringContaining('version 2')]);
  });

  const parts = (...given: [string, bigint][]) => given.map(([method, amountFen]) => ({ method, amountFen }));

  it.each([
    ['several words of one method', parts(['wechat', 1000n], [' WeChat', 3000n]), 'Wxpay'],
    ['one word that nothing maps', parts(['unheard of', 1000n], ['Unheard of', 3000n]), 'Wxpay'],
    ['a word that nothing maps beside one', parts(['wechat', 1000n], ['unheard of', 3000n]), 'payCode_9'],
    ['several words that nothing maps', parts(['积分', 1000n], ['gift card', 3000n]), 'payCode_9'],
    ['a part of nothing', parts(['cash', 4000n], ['balance', 0n]), 'Cash'],
    ['one part, whatever the order’s own word', parts(['微信', 4000n]), 'Alipay'],
    ['one part that does not come to the whole', parts(['cash', 3999n]), 'Cash'],
    ['several methods, as the account says', parts(['cash', 1000n], ['balance', 3000n]), 'payCode_9'],
    ['a balance of which a part was paid', parts(['balance', 3000n]), 'payCode_9'],
  ])('in parts: %s', (_name, payments, payMethod) => {
    const paid = { paymentMethod: 'wechat', payments, contact: contact({ memberNo: '10086' }) };
    const body = bodyOf(paid, { payMethods, mixedPayMethod: 'paycode_9' });
    expect(body['payMethod']).toBe(payMethod);
    expect(body).not.toHaveProperty('customerNumber');
  });

  it('in parts, all of it from the balance, takes it from the member', () => {
    const payments = parts(['balance', 1500n], ['Balance', 2500n]);
    const paid = { payments, contact: contact({ memberNo: '10086' }) };
    expect(bodyOf(paid, { payMethods })).toMatchObject({
      payMethod: 'CustomerBalance',
      customerNumber: '10086',
    });
  });

  it('in parts waits for a person where the account says nothing, and never takes the whole from a member', () => {
    const payments = parts(['cash', 1000n], ['balance', 3000n]);
    expect(obstacleOf({ payments }, { payMethods })).toEqual([
      'mixed_payment',
      'paid in parts (cash 10.00 + balance 30.00), and no mixedPayMethod says how to book it',
    ]);
    expect(obstacleOf({ payments }, { payMethods, mixedPayMethod: 'customerbalance' })[0]).toBe(
      'invalid_config',
    );
    expect(obstacleOf({ payments }, { payMethods, mixedPayMethod: 'UnionPay' })[0]).toBe('invalid_config');
  });

  it('names the member otherwise only where the account says so', () => {
    const change = { contact: contact({ memberNo: '10086' }) };
    expect(bodyOf(change)).not.toHaveProperty('customerNumber');
    expect(bodyOf(change, { memberNumber: 'always' })).toMatchObject({ customerNumber: '10086' });
  });

  it('is refused where a setting names a method that Pospal does not have', () => {
    expect(obstacleOf({ paymentMethod: 'x' }, { payMethods: { x: 'UnionPay' } })).toEqual([
      'invalid_config',
      'payMethods.x: "UnionPay" must be one of Cash, CustomerBalance, Wxpay, Alipay or payCode_…',
    ]);
    expect(obstacleOf({}, { otherPayMethod: 'payCode_' })[0]).toBe('invalid_config');
  });
});

describe('how it is handed over', () => {
  it.each([
    ['delivery', 0],
    ['pickup', 1],
    ['dine_in', 1],
  ] as const)('%s is deliveryType %i', (kind, deliveryType) => {
    expect(bodyOf({ service: service({ kind }) })).toMatchObject({ deliveryType });
  });

  it('is called out by the storefront’s number, with prices of the order', () => {
    const called = { service: service({ pickupNo: 'A017' }) };
    expect(bodyOf(called)).toMatchObject({ daySeq: 'A017' });
    for (const body of [bodyOf(called, { prices: 'till' }), bodyOf({ service: service() })])
      expect(body).not.toHaveProperty('daySeq');
  });

  it('unstated is as the account says', () => {
    for (const unstated of [null, service({ kind: null })]) {
      expect(bodyOf({ service: unstated })).toMatchObject({ deliveryType: 0 });
      expect(bodyOf({ service: unstated }, { unstatedService: 'in_store' })).toMatchObject({
        deliveryType: 1,
      });
    }
  });

  it('names time, guests and table where they are given', () => {
    const reservedAt = new Date('2024-01-05T04:00:00Z');
    expect(
      bodyOf({ service: service({ kind: 'dine_in', reservedAt, area: '大厅', table: 'A3', diners: 2 }) }),
    ).toMatchObject({
      reservationTime: '2024-01-05 12:00:00',
      restaurantAreaName: '大厅',
      restaurantTableName: 'A3',
      dinnersNumber: 2,
    });
    for (const name of ['reservationTime', 'restaurantAreaName', 'restaurantTableName', 'dinnersNumber']) {
      expect(bodyOf({ service: service() })).not.toHaveProperty(name);
    }
  });
});

describe('when it is wanted', () => {
  const reservedAt = new Date('2024-01-05T04:00:00Z');
  const wanted = (kind: Service['kind'], settings: Settings = {}) =>
    bodyOf({ service: service({ kind, reservedAt }) }, settings)['deliveryTime'];

  it('is said of what is delivered, where the till takes it', () => {
    expect(wanted('delivery')).toBe('2024-01-05 12:00:00');
    expect(wanted(null)).toBe('2024-01-05 12:00:00');
    expect(wanted('pickup')).toBeUndefined();
    expect(wanted('delivery', { deliveryTime: false })).toBeUndefined();
    expect(bodyOf({ service: service() })).not.toHaveProperty('deliveryTime');
  });
});

describe('who ordered', () => {
  it('is named where known, and each missing part has its stand-in', () => {
    const known = contact({
      name: '张三',
      phone: '13800000001',
      address: '上海市徐汇区1号',
      remark: ' 少冰\n谢谢 ',
    });
    expect(bodyOf({ contact: known })).toMatchObject({
      contactName: '张三',
      contactTel: '13800000001',
      contactAddress: '上海市徐汇区1号',
      orderRemark: `${MARKER} A-1 少冰\n谢谢`,
    });
    expect(
      bodyOf({ contact: contact({ phone: ' ' }) }, { fallbackTel: '02100000000', fallbackAddress: '前台' }),
    ).toMatchObject({ contactName: '徐汇店', contactTel: '02100000000', contactAddress: '前台' });
  });

  it('has a remark that is cut, if at all, behind our marker', () => {
    const long = contact({ remark: '😀'.repeat(200) });
    const { orderRemark } = bodyOf({ contact: long }, { longestRemark: 60 }) as { orderRemark: string };
    expect([...orderRemark]).toHaveLength(60);
    expect(orderRemark.startsWith(`${MARKER} A-1 😀`)).toBe(true);
    expect((bodyOf({ contact: long }) as { orderRemark: string }).orderRemark).toContain('😀'.repeat(200));
  });
});

describe('what it costs', () => {
  const header = { saleFen: 4300n, freightFen: 500n, packagingFen: 100n, discountFen: 300n };

  it('is the lines and fees less the discount, header amounts where they are given', () => {
    expect(bodyOf({ amounts: amounts(header) })).toMatchObject({
      shippingFee: 5,
      packageFee: 1,
      totalAmount: 43,
    });
    expect(bodyOf({ amounts: amounts(header) }, { packageFee: 'shipping' })).toMatchObject({
      shippingFee: 6,
    });
    expect(bodyOf({ amounts: amounts(header) }, { packageFee: 'shipping' })).not.toHaveProperty('packageFee');
  });

  it('comes from price and quantity where a line has no amount', () => {
    const items = [item({ amountFen: null, quantity: '2', unitPrice: '20.00' })];
    expect(bodyOf({ items })).toMatchObject({ items: [{ quantity: 2, manualSellPrice: 20 }] });
  });

  it('is held with every number named where they disagree', () => {
    expect(obstacleOf({ amounts: amounts({ ...header, saleFen: 4301n }) })).toEqual([
      'amounts_disagree',
      'lines 40.00 (40.00) + freight 5.00 + packaging 1.00 − discount 3.00 = 43.00, but the sale is 43.01',
    ]);
  });

  it('has deductions, and what was rounded down, in its discount', () => {
    const change = {
      amounts: amounts({ saleFen: 3490n, roundingFen: -10n }),
      deductions: [deduction(-300n), deduction(null, { quantity: '2', unitPrice: '-1.00' })],
    };
    expect(bodyOf(change)).toMatchObject({
      items: [{ quantity: 1, manualSellPrice: 40 }],
      totalAmount: parseLossless('34.9'),
    });
    expect(bodyOf(change, { discount: 'spread' })).toMatchObject({
      items: [{ quantity: 1, manualSellPrice: parseLossless('34.9') }],
      totalAmount: parseLossless('34.9'),
    });
  });

  it('has the fee for service, and what was rounded up, among its packaging', () => {
    const change = { amounts: amounts({ saleFen: 4303n, serviceFen: 300n, roundingFen: 3n }) };
    for (const discount of ['total', 'spread'])
      expect(bodyOf(change, { discount })).toMatchObject({
        packageFee: parseLossless('3.03'),
        totalAmount: parseLossless('43.03'),
      });
    expect(bodyOf(change, { packageFee: 'shipping' })).toMatchObject({ shippingFee: parseLossless('3.03') });
    expect(bodyOf(change, { prices: 'till' })).toMatchObject({ packageFee: 3 });
  });

  it('names service, deductions and rounding among the numbers that disagree', () => {
    const more = amounts({ ...header, serviceFen: 200n, roundingFen: -1n });
    expect(obstacleOf({ amounts: more, deductions: [deduction(-500n)] })).toEqual([
      'amounts_disagree',
      'lines 40.00 (40.00) + freight 5.00 + packaging 1.00 + service 2.00 − deductions 5.00 − discount 3.00 + rounding -0.01 = 39.99, but the sale is 43.00',
    ]);
  });

  it.each([
    ['a quantity of nothing that costs something', { itemName: '曲奇', quantity: '0' }],
    ['a quantity below nothing', { itemName: '曲奇', quantity: '-1' }],
    ['an amount below nothing', { itemName: '曲奇', amountFen: -1n }],
  ])('is held with the line named for %s', (_name, line) => {
    const change = { items: [item(line), item({ productUid: '7', amountFen: null, unitPrice: '0' })] };
    const [obstacle, message] = obstacleOf(change);
    expect(obstacle).toBe('not_placeable');
    expect(message).toContain('曲奇: ');
  });

  it.each([
    ['no_sale_amount', { amounts: amounts({ saleFen: null }) }],
    ['no_items', { items: [] }],
    ['amounts_disagree', { items: [item({ amountFen: null, unitPrice: null })] }],
    ['amounts_disagree', { items: [item({ amountFen: null, unitPrice: '40.01' })] }],
    ['not_placeable', { items: [item({ amountFen: -1n }), item({ amountFen: 4001n })] }],
    ['not_placeable', { items: [item({ quantity: '0' })] }],
    ['not_placeable', { amounts: amounts({ discountFen: -100n, saleFen: 4100n }) }],
    ['invalid_config', { items: [item({ productUid: '9223372036854775808' })] }],
    ['invalid_config', { items: [item({ productUid: '12a' })] }],
    ['invalid_config', { items: [item({ productUid: '007' })] }],
  ])('is %s where it cannot be booked', (obstacle, change) => {
    expect(obstacleOf(change)[0]).toBe(obstacle);
  });

  it('is left to the till where the account says so: no prices, no total, nothing compared', () => {
    const body = bodyOf(
      {
        amounts: amounts({ saleFen: null, freightFen: 500n }),
        items: [item({ quantity: '2', units: '0.5' })],
      },
      { prices: 'till' },
    );
    expect(body['items']).toEqual(parseLossless('[{"productUid":880123456789012345,"quantity":1}]'));
    expect(body).toMatchObject({ shippingFee: 5 });
    for (const name of ['orderSource', 'totalAmount']) expect(body).not.toHaveProperty(name);
  });

  it('counts in the till’s units, and tells the kitchen what was asked for', () => {
    const items = [
      item({ itemSpec: '大杯/少冰', quantity: '3', units: '2', unitPrice: null, amountFen: 4000n }),
    ];
    expect(bodyOf({ items })['items']).toEqual(
      parseLossless(
        '[{"productUid":880123456789012345,"quantity":2,"comment":"大杯/少冰","manualSellPrice":6.66},' +
          '{"productUid":880123456789012345,"quantity":4,"comment":"大杯/少冰","manualSellPrice":6.67}]',
      ),
    );
    expect(textOf({ items }, { itemComment: false })).not.toContain('comment');
    const comments = (settings: Settings) =>
      [...textOf({ items }, { signatureVersion: 2, ...settings }).matchAll(/"comment":"([^"]*)"/g)].map(
        ([, comment]) => comment,
      );
    expect(comments({})).toEqual(['大杯/少冰', '大杯/少冰']);
    expect(comments({ itemComment: false })).toEqual(['', '']);
    expect(textOf({}, { signatureVersion: 2 })).toContain('"comment":""');
  });

  it('asks not to look at the stock only where the account says so', () => {
    expect(bodyOf()).not.toHaveProperty('skipProductStockValidation');
    expect(bodyOf({}, { skipStockCheck: true })).toMatchObject({ skipProductStockValidation: 1 });
  });

  it('with a discount greater than the lines takes the rest off the fees', () => {
    const change = {
      amounts: amounts({ saleFen: 50n, discountFen: 4550n, freightFen: 500n, packagingFen: 100n }),
    };
    expect(bodyOf(change, { discount: 'spread' })).toMatchObject({
      items: [{ manualSellPrice: 0 }],
      totalAmount: parseLossless('0.5'),
      packageFee: parseLossless('0.5'),
    });
    expect(bodyOf(change, { discount: 'spread' })).not.toHaveProperty('shippingFee');
  });
});

describe('any order', () => {
  const fen = fc.bigInt({ min: 0n, max: 10_000_000n });
  const whole = fc.integer({ min: 1, max: 200 }).map(String);
  const weighed = fc.integer({ min: 1, max: 20_000 }).map((grams) => new Exact(grams).div(1000).toFixed());
  const line = fc.record({
    quantity: fc.oneof({ weight: 3, arbitrary: whole }, weighed),
    amountFen: fen,
    productUid: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
    units: fc.constantFrom('1', '1', '2', '0.5', '0.125'),
  });
  const order = fc
    .record({
      lines: fc.uniqueArray(line, { minLength: 1, maxLength: 30, selector: ({ productUid }) => productUid }),
      freight: fen,
      packaging: fen,
      service: fen,
    })
    .chain(({ lines, freight, packaging, service: serviceFen }) => {
      const sum = sumFen(lines.map(({ amountFen }) => amountFen)) + freight + packaging + serviceFen;
      const cuts = fc.array(fc.bigInt({ min: 0n, max: sum }), { minLength: 2, maxLength: 4 });
      return fc.tuple(cuts, fc.bigInt({ min: -99n, max: 99n })).map(([off, rounding]) => {
        const [discountFen = 0n, ...deductions] = parted(off, sum);
        const due = sum - discountFen - sumFen(deductions);
        const roundingFen = due + rounding < 0n ? -due : rounding;
        return anOrder({
          items: lines.map((each) => item({ ...each, unitPrice: null })),
          deductions: deductions.map((amountFen) => deduction(-amountFen)),
          amounts: amounts({
            saleFen: due + roundingFen,
            freightFen: freight,
            packagingFen: packaging,
            serviceFen,
            discountFen,
            roundingFen,
          }),
        });
      });
    });

  /** Differences of sorted cuts, so that together they never exceed the sum. */
  function parted(cuts: readonly bigint[], sum: bigint): readonly bigint[] {
    const sorted = [...cuts].map((cut) => cut % (sum + 1n)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return sorted.map((cut, index) => cut - (sorted[index - 1] ?? 0n));
  }

  interface SentItem {
    readonly productUid: unknown;
    readonly quantity: unknown;
    readonly manualSellPrice: unknown;
  }
  const number = (value: unknown): Decimal => new Exact(String(value));
  const cost = (each: SentItem): Decimal => number(each.manualSellPrice).times(number(each.quantity));

  it.each(['total', 'spread'] as const)('adds up to the fen with its discount in the %s', (discount) => {
    const { config } = pospalAccount({ discount });
    fc.assert(
      fc.property(order, (placed) => {
        const body = parseLossless(placeDocument(placed, config).text) as Body;
        const items = body['items'] as readonly SentItem[];
        const fees = number(body['shippingFee'] ?? 0).plus(number(body['packageFee'] ?? 0));
        const sum = items.reduce((total, each) => total.plus(cost(each)), fees);
        const made = fenOf(sum.toDecimalPlaces(2).toFixed(), 'yuan');
        expect(made).toBe((placed.amounts.saleFen ?? 0n) + (discount === 'total' ? offOf(placed) : 0n));
        expect(fenOf(number(body['totalAmount']).toFixed(), 'yuan')).toBe(placed.amounts.saleFen);
        for (const each of items) expect(number(each.manualSellPrice).isNegative()).toBe(false);
      }),
    );
  });

  /** What the total alone says in the account's `total`: never below nothing, for no line has a price above its own. */
  function offOf({ amounts: { discountFen, roundingFen }, deductions }: OrderToPlace): bigint {
    const off =
      (discountFen ?? 0n) - sumFen(deductions.map(({ amountFen }) => amountFen ?? 0n)) - (roundingFen ?? 0n);
    return off > 0n ? off : 0n;
  }

  it('sends every item, digit by digit, in its sequence and quantity', () => {
    const { config } = pospalAccount();
    fc.assert(
      fc.property(order, (placed) => {
        const { text } = placeDocument(placed, config);
        const wanted = placed.items.map(({ productUid, quantity, units }) => [
          productUid,
          new Exact(quantity).times(units).toFixed(),
        ]);
        expect(quantities(text)).toEqual(wanted);
      }),
    );
  });

  /** Read off the text itself; a line that was split is two neighbours of one product. */
  function quantities(text: string): string[][] {
    const result: string[][] = [];
    for (const [, uid = '', quantity = ''] of text.matchAll(/"productUid":(\d+),"quantity":([\d.]+)/g)) {
      const last = result.at(-1);
      if (last?.[0] === uid) last[1] = new Exact(last[1] ?? 0).plus(quantity).toFixed();
      else result.push([uid, quantity]);
    }
    return result;
  }
});
