import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { Account } from '#connectors-core/account.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { accountOf } from '#connectors-core/testing/conformance/rig.js';
import { CannotPlace, type OrderToPlace } from '#connectors-core/order-sink.js';
import { readOrder } from '#connectors/pospal/src/pospal-order.schema.js';
import { toObservation as toPospalObservation } from '#connectors/pospal/src/pospal.mapper.js';
import { placeDocument } from '#connectors/pospal/src/pospal-document.mapper.js';
import { storefrontConnector } from '#connectors/storefront/src/storefront.connector.js';
import type { StorefrontConfig } from '#connectors/storefront/src/storefront.config.js';
import { toObservation } from '#connectors/storefront/src/storefront.mapper.js';
import { readOrderDocument } from '#connectors/storefront/src/storefront.schema.js';
import { toItems } from '#dispatch/send/place-preparing.js';
import { sentOrder } from '#dispatch/sent-order.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { soldProducts } from '#domain/products-digest.js';
import { readDigitJson, writeJson } from '../../../apps/sandbox/src/exact-json.js';
import { readAddOrder } from '../../../apps/sandbox/src/pospal/pospal-add-order.js';
import { orderJson, writingOf } from '../../../apps/sandbox/src/pospal/pospal-order-json.js';
import { tillInput } from '../../../apps/sandbox/src/pospal/pospal-tills.js';
import { pospalAccount } from '../../fixtures/pospal/pospal-account.js';

const AT = Date.UTC(2026, 10, 21, 4);
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const SHOP = accountOf(storefrontConnector(), {
  secrets: [SECRET],
  roundingMostFen: 99,
}) as Account<StorefrontConfig>;

const fen = fc.integer({ min: 0, max: 100_000 });
const sold = fc.record({
  itemName: fc.constantFrom('拿铁', '曲奇', '赠品'),
  quantity: fc.oneof(
    fc.integer({ min: 1, max: 50 }).map(String),
    fc.integer({ min: 1, max: 9_999 }).map((grams) => new Decimal(grams).div(1000).toFixed()),
  ),
  unitPrice: fc.constant('1.00'),
  amountFen: fen,
});
const empty = fc.constantFrom(
  { itemName: '散装曲奇', quantity: '0', unitPrice: '29.90', amountFen: 0 },
  { itemName: '退货', quantity: '-1', unitPrice: '0', amountFen: 0 },
);
const cut = fc.double({ min: 0, max: 1, noNaN: true });

interface Fees {
  readonly freightFen: number;
  readonly packagingFen: number;
  readonly serviceFen: number | undefined;
}

/** Of an order whose numbers are right: what its lines and fees come to, less deductions, discount and rounding. */
const document = fc
  .record({
    lines: fc.array(sold, { minLength: 1, maxLength: 12 }),
    empties: fc.array(empty, { maxLength: 2 }),
    deductions: fc.array(cut, { maxLength: 3 }),
    discount: cut,
    fees: fc.record<Fees>({
      freightFen: fen,
      packagingFen: fen,
      serviceFen: fc.option(fen, { nil: undefined }),
    }),
    rounding: fc.integer({ min: -99, max: 99 }),
    isRoundingStated: fc.boolean(),
  })
  .map(({ lines, empties, deductions, discount, fees, rounding, isRoundingStated }) => {
    const { freightFen, packagingFen, serviceFen } = fees;
    let totalFen = lines.reduce(
      (sum, { amountFen }) => sum + amountFen,
      freightFen + packagingFen + (serviceFen ?? 0),
    );
    const off = deductions.map((share, index) => {
      const amountFen = -Math.floor((totalFen * share) / 2);
      totalFen += amountFen;
      return { itemName: `满减${String(index)}`, quantity: '1', unitPrice: '-1.00', amountFen };
    });
    const discountFen = Math.floor(totalFen * discount);
    const paidFen = Math.max(0, totalFen - discountFen + rounding);
    const roundingFen = isRoundingStated ? paidFen - totalFen + discountFen : undefined;
    return {
      ...{ orderNo: 'A-1', storeCode: 'S001', placedAt: AT, paidAt: AT, updatedAt: AT },
      ...{ payment: 'paid', fulfilment: 'accepted' },
      ...{ totalFen, discountFen, paidFen, roundingFen, ...fees },
      items: [...off.slice(1), ...lines, ...empties, ...off.slice(0, 1)],
    };
  });

interface SentItem {
  readonly quantity: unknown;
  readonly manualSellPrice: unknown;
}
const number = (value: unknown = 0): Decimal => new Decimal(String(value));

/** What is placed of a document, of which each item is so many of the till's units. */
function toPlace(sent: object, units = '1'): OrderToPlace {
  const read = readOrderDocument(sent);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { lines = [], amounts } = toObservation(read.document, SHOP, new Date(AT));
  expect(amounts?.flags).toEqual([]);
  const mappings = ['拿铁', '曲奇', '赠品'].map((itemName, at) => ({
    ...{ accountId: 'a1', itemName, itemSpec: '', productUid: `922337203685477580${String(at % 2)}`, units },
  }));
  const { items, deductions, unmapped } = toItems(lines, 'a1', mappings);
  expect(unmapped).toEqual([]);
  return {
    ...{
      marker: 'SP-7K2M9QRSTV0A1BCD',
      vendorNo: 'A-1',
      placedAt: new Date(AT),
      paymentMethod: null,
      payments: [],
    },
    ...{ items, deductions, amounts: amounts!, service: null, contact: null },
    store: { name: '徐汇店', code: 'S001' },
  };
}

/** What the till is told, in fen: its total, and what lines and fees come to. */
function toldTill(sent: object, discount: string): { total: number; sum: number; items: number } {
  const order = toPlace(sent);
  const { text } = placeDocument(order, pospalAccount({ discount }).config);
  const body = parseLossless(text) as Readonly<Record<string, unknown>>;
  const sentItems = body['items'] as readonly SentItem[];
  const fees = number(body['shippingFee']).plus(number(body['packageFee']));
  const sum = sentItems.reduce(
    (all, { quantity, manualSellPrice }) => all.plus(number(quantity).times(number(manualSellPrice))),
    fees,
  );
  const inFen = (yuan: Decimal): number =>
    yuan.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  return { total: inFen(number(body['totalAmount'])), sum: inFen(sum), items: order.items.length };
}

const TILL = { ...tillInput.parse({ appId: 'till', appKey: 'key' }), pushUrl: null };

/** The order as the till shows it once it has booked this document, as we read it. */
function shownBy(text: string): OrderObservation {
  const booked = readAddOrder(TILL, readDigitJson(text.replace('{', '{"appId":"till",')));
  const shown = orderJson(
    {
      ...{ ...booked, orderNo: 'T-1', id: '1', seq: 1, appId: 'till', source: 'api', state: 1, version: 1 },
      ...{ daySeq: null, madeAt: AT, visibleAt: AT },
    },
    writingOf(TILL),
  );
  const { config } = pospalAccount();
  return toPospalObservation(readOrder(parseLossless(writeJson(shown))), { asOf: new Date(AT), config });
}

describe('any order document at the till', () => {
  it.each(['total', 'spread'])(
    'comes to what was paid, to the fen, with its discount in the %s',
    (discount) => {
      fc.assert(
        fc.property(document, (sent) => {
          const { total, sum, items } = toldTill(sent, discount);
          expect(total).toBe(sent.paidFen);
          expect(total).toBeGreaterThanOrEqual(0);
          if (discount === 'spread') expect(sum).toBe(total);
          else expect(sum).toBeGreaterThanOrEqual(total);
          expect(items).toBe(
            sent.items.filter(({ itemName }) => ['拿铁', '曲奇', '赠品'].includes(itemName)).length,
          );
        }),
        { numRuns: 300 },
      );
    },
  );

  const account = fc.record({
    prices: fc.constantFrom('order', 'till'),
    discount: fc.constantFrom('total', 'spread'),
  });

  it('is shown with the products that were sent, however many lines and prices they have there', () => {
    let parted = 0;
    fc.assert(
      fc.property(document, account, fc.constantFrom('1', '2', '0.5', '12'), (said, settings, units) => {
        const order = toPlace(said, units);
        const sent = documentOrNone(order, settings);
        fc.pre(sent !== undefined);
        const { lines = [], amounts } = shownBy(sent.text);
        const { products, totalFen } = sentOrder(sent, order.items);
        expect(soldProducts(lines)).toBe(products);
        expect(totalFen).toBe(settings.prices === 'till' ? null : amounts?.saleFen);
        if (lines.length > order.items.length) parted += 1;
      }),
      { numRuns: 300 },
    );
    expect(parted).toBeGreaterThan(20);
  });
});

/** Undefined where no prices in whole fen come to what a weighed item costs: it waits for a person. */
function documentOrNone(order: OrderToPlace, settings: Readonly<Record<string, string>>) {
  try {
    return placeDocument(order, pospalAccount(settings).config);
  } catch (error) {
    if (error instanceof CannotPlace) return undefined;
    throw error;
  }
}
