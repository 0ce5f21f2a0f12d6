import type { OrderSink, PlaceReceipt } from '../../order-sink.js';
import type { ConnectorCase, OrderSinkCase } from '../connector-case.js';
import { failureChecks, triedAgain } from './failure-checks.js';
import { without } from './json-edit.js';
import type { Check } from './rig.js';
import { errorOf, expectHidden, Rig, secretsOf } from './rig.js';

const MINUTE_MS = 60_000;
/** Whatever leaves open whether a command was carried out. */
const LOST = ['hang', 'stall', 'reset', { status: 500 }, { body: '<html>' }] as const;
const MOVES = ['ship', 'complete', 'cancel'] as const;

type MakeCheck = (name: string, run: (rig: Rig, sink: OrderSink) => Promise<void>) => Check;

export function sinkOf({ connector }: Rig): OrderSink {
  if (connector.orderSink === undefined) throw new Error('the connector books no orders');
  return connector.orderSink;
}

export async function place(
  rig: Rig,
  { order }: OrderSinkCase,
  writeBefore = rig.inAMinute(),
): Promise<PlaceReceipt> {
  const sink = sinkOf(rig);
  return sink.place(sink.document(order, rig.account), rig.account, writeBefore);
}

export function orderSinkChecks(input: ConnectorCase, sinkCase: OrderSinkCase): Check[] {
  const check: MakeCheck = (name, run) => ({
    name: `order sink: ${name}`,
    run: () => Rig.use(input, (rig) => run(rig, sinkOf(rig))),
  });
  return [
    ...documentChecks(sinkCase, check),
    ...placeChecks(sinkCase, check),
    ...failureChecks(input, {
      ...sinkCase,
      name: 'place',
      effect: 'write',
      good: sinkCase.accepted.body,
      run: (rig) => place(rig, sinkCase),
    }),
    ...MOVES.flatMap((move) => moveChecks(move, sinkCase, check)),
  ];
}

function documentChecks({ order }: OrderSinkCase, check: MakeCheck): Check[] {
  return [
    check('a document is the same each time, and carries the marker', async ({ account }, sink) => {
      const document = sink.document(order, account);
      expect(document).toEqual(sink.document(order, account));
      expect(document.text).toContain(order.marker);
      expect(Math.abs(document.statedAt.getTime() - order.placedAt.getTime())).toBeLessThan(MINUTE_MS);
    }),
    check('a document holds no secret', async ({ connector, account }, sink) => {
      expectHidden(sink.document(order, account).text, secretsOf(connector, account.config));
    }),
    check('an order from anywhere is not taken for a till’s', async ({ account }, sink) => {
      expect(sink.cameFromTill({}, account)).toBe(false);
      expect(sink.cameFromTill({ zz: 'unheard of' }, account)).toBe(false);
    }),
  ];
}

function placeChecks(sinkCase: OrderSinkCase, check: MakeCheck): Check[] {
  const { accepted, received, expected } = sinkCase;
  return [
    check('an order arrives as it must, once, and has a receipt', async (rig) => {
      rig.vendor.answer({ body: accepted.body });
      const receipt = await place(rig, sinkCase);
      expect(receipt.vendorNo).toBe(accepted.vendorNo);
      expect(rig.vendor.received.map(received)).toEqual([expect.objectContaining(expected)]);
      expectHidden(receipt, secretsOf(rig.connector, rig.account.config));
    }),
    check('nothing is sent when it is too late', async (rig) => {
      rig.vendor.answer({ body: accepted.body });
      await errorOf(() => place(rig, sinkCase, rig.time.now()));
      expect(rig.vendor.received).toEqual([]);
    }),
    check('nothing is sent again when it has become too late', async (rig) => {
      rig.vendor.answer(triedAgain({ ...sinkCase, effect: 'write' }), { body: accepted.body });
      await errorOf(() => place(rig, sinkCase, new Date(rig.time.now().getTime() + 1)));
      expect(rig.vendor.received).toHaveLength(1);
    }),
    check('an answer without a number is outcome_unknown', async (rig) => {
      rig.vendor.answer({ body: without(accepted.body, accepted.path) });
      expect((await errorOf(() => place(rig, sinkCase))).code).toBe('outcome_unknown');
    }),
    check('an order whose answer was lost is not sent again at once', async (rig) => {
      await neverTwice(rig, () => place(rig, sinkCase));
    }),
  ];
}

function moveChecks(
  move: (typeof MOVES)[number],
  { accepted, done }: OrderSinkCase,
  check: MakeCheck,
): Check[] {
  return [
    check(`${move} is said once, and is done`, async (rig, sink) => {
      const { vendor } = rig;
      vendor.answer({ body: done });
      await sink[move](accepted.vendorNo, rig.account, rig.inAMinute());
      expect(vendor.received).toHaveLength(1);
      expect(vendor.received[0]?.body.toString('utf8')).toContain(accepted.vendorNo);
    }),
    check(`${move} whose answer was lost is not said again at once`, async (rig, sink) => {
      await neverTwice(rig, () => sink[move](accepted.vendorNo, rig.account, rig.inAMinute()));
    }),
    check(`no ${move} is sent when it is too late`, async ({ vendor, account, time }, sink) => {
      vendor.answer({ body: done });
      await errorOf(() => sink[move](accepted.vendorNo, account, time.now()));
      expect(vendor.received).toEqual([]);
    }),
  ];
}

async function neverTwice(rig: Rig, run: () => Promise<unknown>): Promise<void> {
  for (const script of LOST) {
    rig.vendor.answer(script);
    const before = rig.vendor.received.length;
    expect((await errorOf(run)).code).toBe('outcome_unknown');
    expect(rig.vendor.received).toHaveLength(before + 1);
  }
}
