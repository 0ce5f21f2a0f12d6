import fc from 'fast-check';
import type { FoldedLeg } from '#domain/leg.js';
import {
  type AfterSaleState,
  FULFILMENT_STATES,
  type FulfilmentState,
  PAYMENT_STATES,
  type PaymentState,
} from '#domain/order-status.js';
import type { Line } from '#domain/order-observation.js';
import type { LegFacts } from '#ledger/order-facts.query.js';
import { DISPATCH_CAUSES, DISPATCH_KINDS, DISPATCH_STATES, type DispatchKind } from '../dispatch-words.js';
import { dispatchFlags } from './flag-rule.js';
import { moveStanding } from './move-rule.js';
import { placeStanding } from './place-rule.js';
import { planOrder } from './planning-rule.js';
import { fulfilmentOf, type KnownDispatch, type PlanStep, type Scene, taken, type Till } from './scene.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 21, 4, minute));
const NOW = at(60);
const ORDER = 'order';
const STORE = 'store';

const version = <Value>(value: Value) => ({ asOf: NOW, precedence: 0, key: '', digest: '', value });

const folded = (payment: PaymentState, fulfilment: FulfilmentState, minute: number): FoldedLeg => ({
  placement: version({ vendorStoreId: null, placedAt: at(minute), numbers: [], origin: { source: 'app' } }),
  payment: version({ state: payment, raw: null, paidAt: at(minute), method: null }),
  fulfilment: version({ state: fulfilment, raw: null, completedAt: null }),
});

const aLeg = (change: Partial<LegFacts> & Pick<LegFacts, 'id'>): LegFacts => ({
  orderId: ORDER,
  accountId: 'shop',
  connector: 'shop',
  vendorNo: change.id,
  orderNo: change.id,
  sellRank: 0,
  storeId: STORE,
  openedBy: 'live',
  createdAt: at(50),
  confirmedAt: NOW,
  marker: null,
  folded: folded('paid', 'created', 50),
  ...change,
});

const shopLeg = (
  payment: PaymentState = 'paid',
  fulfilment: FulfilmentState = 'created',
  change: Partial<LegFacts> = {},
) => aLeg({ id: 'a-shop', folded: folded(payment, fulfilment, 50), ...change });
const tillLeg = (id = 't1', fulfilment: FulfilmentState = 'created', minute = 51, marker = 'SP-1') =>
  aLeg({
    id,
    accountId: 'till',
    connector: 'till',
    sellRank: 1,
    marker,
    folded: folded('paid', fulfilment, minute),
  });
/** Its till has said nothing of it yet. */
const untold = (leg: LegFacts): LegFacts => ({ ...leg, confirmedAt: new Date(0) });
const courierLeg = (fulfilment: FulfilmentState) =>
  aLeg({ id: 'z-courier', accountId: 'courier', sellRank: null, folded: folded('unknown', fulfilment, 52) });

const ALL_ON = Object.fromEntries(DISPATCH_KINDS.map((kind) => [kind, at(0)]));
const aTill = (change: Partial<Till> = {}): Till => ({
  accountId: 'till',
  flags: ALL_ON,
  placeWithinMs: 60 * 60_000,
  reopened: 'hold',
  boundSince: new Map([[STORE, at(0)]]),
  cameFromTill: () => false,
  ...change,
});
const aDispatch = (change: Partial<KnownDispatch> = {}): KnownDispatch => ({
  id: 'd-place',
  kind: 'place',
  accountId: 'till',
  legId: 'a-shop',
  generation: 1,
  marker: 'SP-1',
  state: 'waiting',
  cause: 'rule',
  vendorNo: null,
  errorCode: null,
  storeId: STORE,
  sentBy: null,
  overAt: null,
  judged: null,
  facts: null,
  differs: null,
  ...change,
});
const DONE = aDispatch({ state: 'done', vendorNo: 't1' });
const aMove = (kind: DispatchKind, change: Partial<KnownDispatch> = {}) =>
  aDispatch({ id: `d-${kind}`, kind, legId: 't1', vendorNo: 't1', ...change });

interface Given {
  readonly legs: readonly LegFacts[];
  readonly dispatches?: readonly KnownDispatch[];
  readonly tills?: readonly Till[];
  readonly sourceSince?: Date | undefined;
  readonly holdsUnknown?: boolean;
  readonly lines?: Readonly<Record<string, readonly Line[]>>;
}

const aScene = ({
  legs,
  dispatches = [],
  tills = [aTill()],
  holdsUnknown = false,
  lines = {},
  ...more
}: Given): Scene => ({
  order: { id: ORDER, storeId: STORE, legs },
  dispatches,
  tills: new Map(tills.map((till) => [till.accountId, till])),
  lines: new Map(Object.entries(lines)),
  holdsUnknown: () => holdsUnknown,
  sourceSince: () => ('sourceSince' in more ? more.sourceSince : at(0)),
  now: NOW,
});

/** `place waiting`, `ship→withdrawn`, … */
const words = (steps: readonly PlanStep[], dispatches: readonly KnownDispatch[] = []): string[] =>
  steps.map((one) =>
    one.step === 'make'
      ? `${one.kind} ${one.state}${one.shown === null ? '' : ` ${one.shown.code}`} ${one.legId} ${one.cause}`
      : `${dispatches.find(({ id }) => id === one.id)?.kind ?? '?'}→${one.to}${one.vendorNo === null ? '' : ` ${one.vendorNo}`}`,
  );
const planned = (given: Given): string[] => words(planOrder(aScene(given)), given.dispatches);

const OLD = folded('paid', 'created', -1);

describe('places', () => {
  it.each<[string, Given, string[]]>([
    ['a paid order', { legs: [shopLeg()] }, ['place waiting a-shop rule']],
    ['whose fulfilment nobody knows', { legs: [shopLeg('paid', 'unknown')] }, ['place waiting a-shop rule']],
    ['not an unpaid one', { legs: [shopLeg('unpaid')] }, []],
    ['not one whose payment nobody knows', { legs: [shopLeg('unknown')] }, []],
    ['not a refunded one', { legs: [shopLeg('refunded')] }, []],
    ['not a cancelled one', { legs: [shopLeg('paid', 'cancelled')] }, []],
    ['not a completed one', { legs: [shopLeg('paid', 'completed')] }, []],
    ['not one that is at a till', { legs: [shopLeg(), tillLeg()] }, []],
    [
      'not one that is at somebody else’s till',
      { legs: [shopLeg(), { ...tillLeg(), accountId: 'other' }] },
      [],
    ],
    ['not a courier’s', { legs: [courierLeg('created')] }, []],
    ['not a replayed one', { legs: [shopLeg('paid', 'created', { openedBy: 'replay' })] }, []],
    ['not a backfilled one', { legs: [shopLeg('paid', 'created', { openedBy: 'backfill' })] }, []],
    ['not where it is switched off', { legs: [shopLeg()], tills: [aTill({ flags: {} })] }, []],
    [
      'not what was there before the switch',
      { legs: [shopLeg()], tills: [aTill({ flags: { place: at(51) } })] },
      [],
    ],
    [
      'what came with the switch',
      { legs: [shopLeg()], tills: [aTill({ flags: { place: at(50) } })] },
      ['place waiting a-shop rule'],
    ],
    [
      'not before the till’s binding',
      { legs: [shopLeg()], tills: [aTill({ boundSince: new Map([[STORE, at(51)]]) })] },
      [],
    ],
    [
      'not at a till of another store',
      { legs: [shopLeg()], tills: [aTill({ boundSince: new Map([['other', at(0)]]) })] },
      [],
    ],
    ['not before the shop’s binding', { legs: [shopLeg()], sourceSince: at(51) }, []],
    ['not without the shop’s binding', { legs: [shopLeg()], sourceSince: undefined }, []],
    [
      'not what came from a till',
      { legs: [shopLeg()], tills: [aTill({ cameFromTill: ({ source }) => source === 'app' })] },
      [],
    ],
    [
      'an old one only when somebody says so',
      { legs: [shopLeg('paid', 'created', { folded: OLD })] },
      ['place held too_old a-shop rule'],
    ],
    ['nothing twice', { legs: [shopLeg()], dispatches: [aDispatch()] }, []],
    ['nothing that was refused', { legs: [shopLeg()], dispatches: [aDispatch({ state: 'failed' })] }, []],
    [
      'what was withdrawn, when it is wanted again',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'withdrawn' })] },
      ['place→waiting'],
    ],
  ])('%s', (_what, given, steps) => {
    expect(planned(given)).toEqual(steps);
  });

  it('of two tills the one that was bound first', () => {
    const tills = [aTill({ boundSince: new Map([[STORE, at(1)]]) }), aTill({ accountId: 'z-till' })];
    expect(planOrder(aScene({ legs: [shopLeg()], tills }))).toMatchObject([{ accountId: 'z-till' }]);
  });

  it.each<[string, KnownDispatch, LegFacts[], string[]]>([
    ['waiting, cancelled', aDispatch(), [shopLeg('paid', 'cancelled')], ['place→withdrawn']],
    ['waiting, completed', aDispatch(), [shopLeg('paid', 'completed')], ['place→withdrawn']],
    ['waiting, unpaid', aDispatch(), [shopLeg('unpaid')], ['place→withdrawn']],
    [
      'held, refunded',
      aDispatch({ state: 'held', errorCode: 'too_old' }),
      [shopLeg('refunded')],
      ['place→withdrawn'],
    ],
    [
      'maybe placed, cancelled',
      aDispatch({ state: 'held', errorCode: 'maybe_placed' }),
      [shopLeg('paid', 'cancelled')],
      [],
    ],
    ['unknown, cancelled', aDispatch({ state: 'unknown' }), [shopLeg('paid', 'cancelled')], []],
    [
      'waiting, rung up by hand',
      aDispatch(),
      [shopLeg(), { ...tillLeg(), id: 'by-hand', marker: null }],
      ['place→withdrawn'],
    ],
    ['waiting, store gone', aDispatch(), [shopLeg('paid', 'created', { storeId: null })], ['place→held']],
    [
      'held, store gone',
      aDispatch({ state: 'held', errorCode: 'not_bound' }),
      [shopLeg('paid', 'created', { storeId: null })],
      [],
    ],
  ])('takes back: %s', (_what, dispatch, legs, steps) => {
    expect(planned({ legs, dispatches: [dispatch] })).toEqual(steps);
  });

  it.each(DISPATCH_STATES.filter((state) => state !== 'done'))(
    'is done when the till shows its marker: %s',
    (state) => {
      const given = { legs: [shopLeg('paid', 'cancelled'), tillLeg()], dispatches: [aDispatch({ state })] };
      expect(planned(given)).toEqual(['place→done t1', 'cancel waiting t1 rule']);
    },
  );

  it('two storefronts’ legs of one order are placed once', () => {
    const second = aLeg({ id: 'b-shop', accountId: 'shop-2' });
    const dispatches = [aDispatch({ legId: 'b-shop', id: 'd-b' }), aDispatch()];
    expect(planOrder(aScene({ legs: [shopLeg(), second], dispatches }))).toMatchObject([
      { id: 'd-b', to: 'withdrawn' },
    ]);
    const sent = [aDispatch({ legId: 'b-shop', id: 'd-b', state: 'unknown' }), aDispatch()];
    expect(planOrder(aScene({ legs: [shopLeg(), second], dispatches: sent }))).toMatchObject([
      { id: 'd-place', to: 'withdrawn' },
    ]);
  });
});

describe('an order of which something is said that nobody knows', () => {
  const stated = (
    group: 'fulfilment' | 'afterSale' | 'payment',
    raw: string | null,
    ofOurFormat: boolean,
  ) => {
    const ours = ofOurFormat ? { ofOurFormat: true as const } : {};
    const known = folded('paid', 'accepted', 50);
    const says = { ...known, [group]: version({ state: 'unknown', raw, refunds: [], ...ours }) } as FoldedLeg;
    return shopLeg('paid', 'accepted', { folded: says });
  };
  const HELD = ['place held unknown_word a-shop rule'];
  const WAITS = ['place waiting a-shop rule'];

  it.each<[string, Given, string[]]>([
    ['waits: of a storefront’s fulfilment', { legs: [stated('fulfilment', 'voided', true)] }, HELD],
    ['waits: of its after-sale', { legs: [stated('afterSale', 'clawed back', true)] }, HELD],
    ['waits: an empty word', { legs: [stated('fulfilment', '', true)] }, HELD],
    ['is not paid: of its payment', { legs: [stated('payment', 'on the house', true)] }, []],
    ['goes on: a vendor’s value that no map lists', { legs: [stated('fulfilment', '7', false)] }, WAITS],
    [
      'waits where the vendor’s account says so',
      { legs: [stated('fulfilment', '7', false)], holdsUnknown: true },
      HELD,
    ],
    [
      'waits there for its after-sale too',
      { legs: [stated('afterSale', '12', false)], holdsUnknown: true },
      HELD,
    ],
    [
      'goes on where the vendor says nothing',
      { legs: [stated('fulfilment', null, false)], holdsUnknown: true },
      WAITS,
    ],
    [
      'waits from then on',
      { legs: [stated('fulfilment', 'voided', true)], dispatches: [aDispatch()] },
      ['place→held'],
    ],
    [
      'goes on by itself when a word comes that we know',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'held', errorCode: 'unknown_word' })] },
      ['place→waiting'],
    ],
    [
      'waits for a person when that word comes late',
      {
        legs: [shopLeg('paid', 'created', { folded: OLD })],
        dispatches: [aDispatch({ state: 'held', errorCode: 'unknown_word' })],
      },
      ['place→held'],
    ],
    [
      'goes on when a person has released it',
      { legs: [stated('fulfilment', 'voided', true)], dispatches: [aDispatch({ cause: 'operator' })] },
      [],
    ],
    [
      'waits for what it waits for already',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'held', errorCode: 'unmapped_item' })] },
      [],
    ],
  ])('%s', (_what, given, steps) => {
    expect(planned(given)).toEqual(steps);
  });
});

describe('an order that is wholly refunded', () => {
  const refund = (state: AfterSaleState, fulfilment: FulfilmentState = 'accepted') =>
    shopLeg('paid', fulfilment, {
      folded: { ...folded('paid', fulfilment, 50), afterSale: version({ state, raw: null, refunds: [] }) },
    });

  it.each<[string, LegFacts]>([
    ['of its payment', shopLeg('refunded')],
    ['of its refunds', refund('refunded')],
    ['of its refunds, and shipped', refund('refunded', 'shipped')],
  ])('is not placed, and asks for a cancel while the till has not completed it: %s', (_what, leg) => {
    expect(planned({ legs: [leg] })).toEqual([]);
    expect(planned({ legs: [leg], dispatches: [aDispatch()] })).toEqual(['place→withdrawn']);
    expect(planned({ legs: [leg, tillLeg()], dispatches: [DONE] })).toEqual(['cancel waiting t1 rule']);
    expect(planned({ legs: [leg, tillLeg('t1', 'completed')], dispatches: [DONE] })).toEqual([]);
    expect(planned({ legs: [leg, tillLeg('t1', 'cancelled')], dispatches: [DONE] })).toEqual([]);
  });

  it('asks for no cancel of what we have completed, though the till was not read again yet', () => {
    const dispatches = [DONE, aMove('complete', { state: 'done' })];
    expect(planned({ legs: [shopLeg('refunded'), tillLeg()], dispatches })).toEqual([]);
    const withdrawn = aMove('cancel', { state: 'withdrawn' });
    expect(
      planned({ legs: [shopLeg('refunded'), tillLeg()], dispatches: [...dispatches, withdrawn] }),
    ).toEqual([]);
    const cancelled = [shopLeg('paid', 'cancelled'), tillLeg()];
    expect(planned({ legs: cancelled, dispatches })).toEqual(['cancel waiting t1 rule']);
    expect(planned({ legs: cancelled, dispatches: [...dispatches, withdrawn] })).toEqual(['cancel→waiting']);
  });

  it.each(['partly_refunded', 'requested', 'rejected', 'unknown', 'none'] as const)('is not: %s', (state) => {
    expect(planned({ legs: [refund(state)] })).toEqual(['place waiting a-shop rule']);
    expect(planned({ legs: [refund(state), tillLeg()], dispatches: [DONE] })).toEqual([]);
  });
});

describe('what a person is shown of the commands', () => {
  const flags = (given: Given) => dispatchFlags(aScene(given));
  const CANCELLED = [shopLeg('paid', 'cancelled'), tillLeg()];

  it.each<[string, Given, string[]]>([
    ['nothing while all goes well', { legs: [shopLeg(), tillLeg()], dispatches: [DONE] }, []],
    ['nothing while it waits', { legs: [shopLeg()], dispatches: [aDispatch()] }, []],
    [
      'why it waits for a person',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'held', errorCode: 'too_old' })] },
      ['dispatch_held:too_old'],
    ],
    [
      'that it was refused',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'failed', errorCode: 'rejected' })] },
      ['dispatch_failed:place'],
    ],
    [
      'not that it was refused when nobody wants it any more',
      { legs: [shopLeg('paid', 'cancelled')], dispatches: [aDispatch({ state: 'failed' })] },
      [],
    ],
    [
      'that its cancel was refused',
      { legs: CANCELLED, dispatches: [DONE, aMove('cancel', { state: 'failed' })] },
      ['dispatch_failed:cancel'],
    ],
    [
      'not that a cancel was refused that nobody wants any more',
      { legs: [shopLeg(), tillLeg()], dispatches: [DONE, aMove('cancel', { state: 'failed' })] },
      [],
    ],
    [
      'nor one that somebody at the till has made good',
      {
        legs: [shopLeg('paid', 'cancelled'), tillLeg('t1', 'cancelled')],
        dispatches: [DONE, aMove('cancel', { state: 'failed' })],
      },
      [],
    ],
    [
      'that a copy could not be cancelled',
      {
        legs: [shopLeg(), tillLeg(), tillLeg('t2')],
        dispatches: [DONE, aMove('cancel', { legId: 't2', cause: 'copy', state: 'failed' })],
      },
      ['dispatch_failed:cancel'],
    ],
    [
      'nothing of what was sent just now',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'unknown', sentBy: at(56) })] },
      [],
    ],
    [
      'that nobody can find out for five minutes',
      { legs: [shopLeg()], dispatches: [aDispatch({ state: 'unknown', sentBy: at(55) })] },
      ['dispatch_unknown'],
    ],
    [
      'nothing of a refusal before a placing that went well',
      {
        legs: [shopLeg(), tillLeg('t2', 'cancelled', 53, 'SP-2')],
        dispatches: [
          aDispatch({ state: 'failed' }),
          aDispatch({ id: 'd-2', generation: 2, marker: 'SP-2', state: 'done', vendorNo: 't2' }),
          aDispatch({ id: 'd-3', generation: 3, marker: 'SP-3', state: 'held', errorCode: 'reopened' }),
        ],
      },
      ['dispatch_held:reopened'],
    ],
  ])('%s', (_what, given, shown) => {
    expect(flags(given)).toEqual(shown);
  });
});

describe('an order that was cancelled and is alive again', () => {
  const GONE = tillLeg('t1', 'cancelled');
  const CANCEL = aMove('cancel', { state: 'done' });
  const second = (change: Partial<KnownDispatch> = {}) =>
    aDispatch({ id: 'd-place-2', generation: 2, marker: 'SP-2', ...change });
  const given = (legs: readonly LegFacts[], dispatches: readonly KnownDispatch[]): Given => ({
    legs,
    dispatches,
  });

  it.each<[string, Given, string[]]>([
    ['is held', given([shopLeg(), GONE], [DONE, CANCEL]), ['place held reopened a-shop rule']],
    [
      'is held once',
      given([shopLeg(), GONE], [DONE, CANCEL, second({ state: 'held', errorCode: 'reopened' })]),
      [],
    ],
    ['not before the cancel was read at the till', given([shopLeg(), tillLeg()], [DONE, CANCEL]), []],
    [
      'nor while its cancel may be under way',
      given([shopLeg(), tillLeg()], [DONE, aMove('cancel', { state: 'unknown' })]),
      [],
    ],
    [
      'loses the cancel that was not sent yet',
      given([shopLeg(), tillLeg()], [DONE, aMove('cancel')]),
      ['cancel→withdrawn'],
    ],
    [
      'stays at the till that refused to cancel it',
      given([shopLeg(), tillLeg()], [DONE, aMove('cancel', { state: 'failed' })]),
      [],
    ],
    [
      'is held where somebody at the till had cancelled it, whatever the account says',
      { ...given([shopLeg(), GONE], [DONE]), tills: [aTill({ reopened: 'place' })] },
      ['place held cancelled_at_till a-shop rule'],
    ],
    [
      'is placed once more where the account says so',
      { ...given([shopLeg(), GONE], [DONE, CANCEL]), tills: [aTill({ reopened: 'place' })] },
      ['place waiting a-shop rule'],
    ],
    [
      'for the second time',
      {
        ...given(
          [shopLeg(), GONE, tillLeg('t2', 'cancelled', 53, 'SP-2')],
          [
            DONE,
            CANCEL,
            second({ state: 'done', vendorNo: 't2' }),
            aMove('cancel', { id: 'd-c2', legId: 't2', state: 'done' }),
          ],
        ),
        tills: [aTill({ reopened: 'place' })],
      },
      ['place waiting a-shop rule'],
    ],
    [
      'and cancelled again while it is held',
      given(
        [shopLeg('paid', 'cancelled'), GONE],
        [DONE, CANCEL, second({ state: 'held', errorCode: 'reopened' })],
      ),
      ['place→withdrawn'],
    ],
    [
      'and again alive',
      given([shopLeg(), GONE], [DONE, CANCEL, second({ state: 'withdrawn' })]),
      ['place→held'],
    ],
    [
      'is not sent while the till has it after all',
      given([shopLeg(), tillLeg()], [DONE, CANCEL, second()]),
      ['place→withdrawn'],
    ],
    [
      'is looked for first where nobody knows whether it was booked',
      given([shopLeg()], [aDispatch({ state: 'unknown' })]),
      [],
    ],
    [
      'is at the till where the lost first placing turns up alive',
      given([shopLeg(), tillLeg()], [aDispatch({ state: 'unknown' })]),
      ['place→done t1'],
    ],
    [
      'is held where the lost first placing turns up cancelled',
      given([shopLeg(), GONE], [aDispatch({ state: 'unknown' }), CANCEL]),
      ['place→done t1', 'place held reopened a-shop rule'],
    ],
    [
      'loses what an earlier placing left at the till',
      given(
        [shopLeg(), tillLeg(), tillLeg('t2', 'created', 53, 'SP-2')],
        [DONE, second({ state: 'done', vendorNo: 't2' })],
      ),
      ['cancel waiting t1 copy'],
    ],
  ])('%s', (_what, one, steps) => {
    expect(planned(one)).toEqual(steps);
  });

  it('has a number of its own for each placing', () => {
    const made = planOrder(aScene(given([shopLeg(), GONE], [DONE, CANCEL])));
    expect(made).toMatchObject([{ step: 'make', generation: 2 }]);
    expect(planOrder(aScene({ legs: [shopLeg()] }))).toMatchObject([{ generation: 1 }]);
  });
});

describe('moves', () => {
  it.each<[string, LegFacts[], string[]]>([
    ['nothing while nothing happens', [shopLeg(), tillLeg()], []],
    ['a cancel', [shopLeg('paid', 'cancelled'), tillLeg()], ['cancel waiting t1 rule']],
    ['no second cancel', [shopLeg('paid', 'cancelled'), tillLeg('t1', 'cancelled')], []],
    [
      'a cancel of what is completed, to be refused',
      [shopLeg('paid', 'cancelled'), tillLeg('t1', 'completed')],
      ['cancel waiting t1 rule'],
    ],
    ['a shipping seen elsewhere', [shopLeg(), tillLeg(), courierLeg('shipped')], ['ship waiting t1 rule']],
    ['no shipping of what is shipped', [shopLeg('paid', 'shipped'), tillLeg('t1', 'shipped')], []],
    [
      'a completion, without shipping first',
      [shopLeg('paid', 'completed'), tillLeg()],
      ['complete waiting t1 rule'],
    ],
    ['no completion of what is completed', [shopLeg('paid', 'completed'), tillLeg('t1', 'completed')], []],
    [
      'nothing but the cancel of a cancelled order',
      [shopLeg('paid', 'cancelled'), tillLeg(), courierLeg('shipped')],
      ['cancel waiting t1 rule'],
    ],
    ['nothing from the till’s own state', [shopLeg(), tillLeg('t1', 'shipped')], []],
    [
      'of a till’s order without a storefront too',
      [tillLeg(), courierLeg('completed')],
      ['complete waiting t1 rule'],
    ],
  ])('%s', (_what, legs, steps) => {
    const dispatches = legs.some(({ id }) => id === 'a-shop') ? [DONE] : [];
    expect(planned({ legs, dispatches })).toEqual(steps);
    expect(planned({ legs, dispatches, tills: [aTill({ flags: { place: at(0) } })] })).toEqual([]);
  });

  it('ships nothing that is cancelled there', () => {
    const legs = [shopLeg('paid', 'shipped'), tillLeg('t1', 'cancelled')];
    const tills = [aTill({ flags: { ship: at(0), complete: at(0), cancel: at(0) } })];
    expect(planned({ legs, dispatches: [DONE], tills })).toEqual([]);
  });

  it('ships what is completed where completing is switched off', () => {
    const tills = [aTill({ flags: { ship: at(0) } })];
    expect(planned({ legs: [shopLeg('paid', 'completed'), tillLeg()], dispatches: [DONE], tills })).toEqual([
      'ship waiting t1 rule',
    ]);
  });

  const CANCELLED = [shopLeg('paid', 'cancelled'), tillLeg()];
  it.each<[string, KnownDispatch, LegFacts[], string[]]>([
    ['waiting and not wanted', aMove('ship'), [shopLeg(), tillLeg()], ['ship→withdrawn']],
    [
      'waiting and reached',
      aMove('ship'),
      [shopLeg('paid', 'shipped'), tillLeg('t1', 'shipped')],
      ['ship→done'],
    ],
    [
      'unknown and reached',
      aMove('cancel', { state: 'unknown' }),
      [CANCELLED[0]!, tillLeg('t1', 'cancelled')],
      ['cancel→done'],
    ],
    ['unknown and not wanted', aMove('ship', { state: 'unknown' }), [shopLeg(), tillLeg()], []],
    ['refused', aMove('cancel', { state: 'failed' }), CANCELLED, []],
    ['withdrawn and wanted again', aMove('cancel', { state: 'withdrawn' }), CANCELLED, ['cancel→waiting']],
    ['an operator’s', aMove('ship', { cause: 'operator' }), [shopLeg(), tillLeg()], []],
    ['a repair’s', aMove('ship', { cause: 'repair' }), [shopLeg(), tillLeg()], []],
    [
      'a repair’s, and called off',
      aMove('ship', { cause: 'repair' }),
      CANCELLED,
      ['cancel waiting t1 rule', 'ship→withdrawn'],
    ],
    [
      'a repair’s cancel of what goes on',
      aMove('cancel', { cause: 'repair' }),
      [shopLeg('paid', 'shipped'), tillLeg()],
      [],
    ],
  ])('a command that is %s', (_what, dispatch, legs, steps) => {
    expect(planned({ legs, dispatches: [DONE, dispatch] })).toEqual(steps);
  });

  it('a cancel takes the place of what waits', () => {
    const dispatches = [DONE, aMove('ship'), aMove('complete')];
    expect(planned({ legs: CANCELLED, dispatches }).sort()).toEqual([
      'cancel waiting t1 rule',
      'complete→withdrawn',
      'ship→withdrawn',
    ]);
  });
});

describe('copies', () => {
  const off = [aTill({ flags: {} })];
  it.each<[string, LegFacts[], KnownDispatch[], string[]]>([
    [
      'all but the one that is named',
      [tillLeg('t0', 'created', 40), tillLeg('t1')],
      [DONE],
      ['cancel waiting t0 copy'],
    ],
    [
      'all but the earliest',
      [tillLeg('t1'), tillLeg('t0', 'created', 40)],
      [aDispatch({ state: 'unknown' })],
      ['place→done t0', 'cancel waiting t1 copy'],
    ],
    ['not what is cancelled', [tillLeg('t1'), tillLeg('t2', 'cancelled')], [DONE], []],
    ['not the last one alive', [tillLeg('t1', 'cancelled'), tillLeg('t2')], [DONE], []],
    [
      'not one that became the last one alive',
      [tillLeg('t1', 'cancelled'), tillLeg('t2')],
      [DONE, aMove('cancel', { legId: 't2', cause: 'copy' })],
      ['cancel→withdrawn'],
    ],
    [
      'and what was to become of it',
      [tillLeg('t1'), tillLeg('t2')],
      [DONE, aMove('ship', { legId: 't2' })],
      ['cancel waiting t2 copy', 'ship→withdrawn'],
    ],
    [
      'once',
      [tillLeg('t1'), tillLeg('t2')],
      [DONE, aMove('cancel', { legId: 't2', cause: 'copy', state: 'failed' })],
      [],
    ],
    [
      'nothing for a number that a receipt alone has named',
      [untold(tillLeg('t1')), tillLeg('t2')],
      [DONE],
      [],
    ],
    [
      'what is none, once the till tells of the one that was named',
      [tillLeg('t1'), tillLeg('t2'), untold(tillLeg('t3'))],
      [DONE],
      ['cancel waiting t2 copy'],
    ],
    [
      'of those that a find has shown',
      [untold(tillLeg('t1')), tillLeg('t2', 'cancelled'), untold(tillLeg('t3'))],
      [DONE],
      ['cancel waiting t3 copy'],
    ],
  ])('are cancelled: %s', (_what, tills, dispatches, steps) => {
    expect(planned({ legs: [shopLeg(), ...tills], dispatches, tills: off })).toEqual(steps);
  });

  it('are only what our marker or a receipt shows', () => {
    const legs = [shopLeg(), tillLeg('t1'), { ...tillLeg('t2'), marker: null }];
    expect(planned({ legs, dispatches: [DONE] })).toEqual([]);
  });
});

describe('whatever is known of an order', () => {
  const fulfilments = fc.constantFrom(...FULFILMENT_STATES);
  const markers = fc.constantFrom(null, 'SP-1', 'SP-1', 'SP-2');
  const tillLegs = fc
    .array(fc.tuple(fulfilments, fc.integer({ min: 30, max: 59 }), markers), { maxLength: 3 })
    .map((states) =>
      states.map(([state, minute, marker], n) => ({ ...tillLeg(`t${n}`, state, minute), marker })),
    );
  const shopLegs = fc
    .tuple(
      fc.constantFrom(...PAYMENT_STATES),
      fulfilments,
      fc.integer({ min: -5, max: 59 }),
      fc.constantFrom('live', 'replay', 'backfill'),
    )
    .map(([payment, fulfilment, minute, openedBy]) =>
      shopLeg(payment, fulfilment, {
        folded: folded(payment, fulfilment, minute),
        openedBy: openedBy as 'live',
      }),
    );
  const tills = fc
    .tuple(
      fc.subarray([...DISPATCH_KINDS]),
      fc.integer({ min: 0, max: 60 }),
      fc.boolean(),
      fc.constantFrom('hold', 'place'),
    )
    .map(([kinds, bound, fromTill, reopened]) =>
      aTill({
        reopened: reopened as 'hold',
        flags: Object.fromEntries(kinds.map((kind) => [kind, at(0)])),
        boundSince: new Map([[STORE, at(bound)]]),
        cameFromTill: () => fromTill,
      }),
    );
  const states = fc.constantFrom(...DISPATCH_STATES);
  const causes = fc.constantFrom(...DISPATCH_CAUSES);
  const placeOf = (generation: number) =>
    fc
      .tuple(states, fc.constantFrom(null, 'too_old', 'maybe_placed'), fc.constantFrom(null, 't0', 't1'))
      .map(([state, errorCode, vendorNo]) =>
        aDispatch({
          id: `d-place-${generation}`,
          ...{ state, errorCode, vendorNo, generation, marker: `SP-${generation}` },
        }),
      );
  const places = fc
    .tuple(placeOf(1), placeOf(2), fc.integer({ min: 0, max: 2 }))
    .map(([first, second, count]) => [first, second].slice(0, count));
  const move = fc
    .tuple(
      fc.constantFrom('ship', 'complete', 'cancel' as const),
      fc.constantFrom('t0', 't1', 't2'),
      states,
      causes,
    )
    .map(([kind, legId, state, cause]) =>
      aMove(kind, { id: `d-${kind}-${legId}`, legId, state, cause, vendorNo: legId }),
    );
  const dispatchesOf = fc.tuple(places, fc.uniqueArray(move, { selector: ({ id }) => id, maxLength: 5 }));
  const scenes = fc
    .record({
      shop: fc.option(shopLegs, { nil: undefined }),
      courier: fc.option(fulfilments.map(courierLeg), { nil: undefined }),
      tillLegs,
      till: tills,
      dispatches: dispatchesOf,
    })
    .map(({ shop, courier, tillLegs: atTill, till, dispatches: [placed, moves] }) => {
      const legs = [
        ...(shop === undefined ? [] : [shop]),
        ...atTill,
        ...(courier === undefined ? [] : [courier]),
      ];
      const dispatches = [...(shop === undefined ? [] : placed), ...moves];
      const known = dispatches.filter(({ legId }) => legs.some(({ id }) => id === legId));
      return aScene({ legs, dispatches: known, tills: [till] });
    });
  const after = (scene: Scene, steps: readonly PlanStep[]): Scene => ({
    ...scene,
    dispatches: [
      ...taken(scene.dispatches, steps),
      ...steps.flatMap((one, n) =>
        one.step === 'make'
          ? [
              {
                ...one,
                id: `new-${n}`,
                errorCode: one.shown?.code ?? null,
                marker: `SP-new-${n}`,
                sentBy: null,
                overAt: null,
                judged: null,
                facts: null,
                differs: null,
              },
            ]
          : [],
      ),
    ],
  });
  const check = (property: (scene: Scene, steps: readonly PlanStep[], then: Scene) => void) => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const steps = planOrder(scene);
        property(scene, steps, after(scene, steps));
      }),
      { numRuns: 3_000 },
    );
  };

  it('looking again asks for nothing more', () => {
    check((_scene, _steps, then) => {
      expect(planOrder(then)).toEqual([]);
    });
  });

  it('no command is made twice', () => {
    check((_scene, _steps, { dispatches }) => {
      const keys = dispatches.map(
        ({ legId, accountId, kind, generation }) => `${legId} ${accountId} ${kind} ${generation}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it('only what nobody has sent is taken back, and what is done stays so', () => {
    check(({ dispatches }, steps) => {
      for (const one of steps) {
        if (one.step === 'make') continue;
        const was = dispatches.find(({ id }) => id === one.id)!;
        expect(was.state).not.toBe('done');
        if (one.to === 'withdrawn') {
          expect(['waiting', 'held']).toContain(was.state);
          expect(was.state === 'held' && was.errorCode === 'maybe_placed').toBe(false);
        }
        if (was.state === 'unknown') expect(one.to).toBe('done');
      }
    });
  });

  it('what waits to be placed is wanted, and at no till', () => {
    check((_scene, steps, { order, dispatches }) => {
      const waiting = dispatches.filter(({ kind, state }) => kind === 'place' && state === 'waiting');
      for (const { legId } of waiting) {
        expect(placeStanding(order.legs.find(({ id }) => id === legId)!.folded)).toBe('wanted');
        expect(order.legs.some((leg) => leg.sellRank === 1 && fulfilmentOf(leg) !== 'cancelled')).toBe(false);
      }
      const made = steps.find((one) => one.step === 'make' && one.kind === 'place');
      if (made !== undefined) expect(order.legs.find(({ id }) => id === 'a-shop')!.openedBy).toBe('live');
    });
  });

  it('a placing begins only where no other may have booked the order, or all that it booked is cancelled', () => {
    check((scene, _steps, then) => {
      const begun = then.dispatches.filter(({ kind, id, state }) => {
        const was = scene.dispatches.find((one) => one.id === id);
        return kind === 'place' && (state === 'waiting' || state === 'held') && was?.state !== state;
      });
      expect(begun.length).toBeLessThanOrEqual(1);
      const [one] = begun;
      if (one === undefined || scene.dispatches.some(({ id, state }) => id === one.id && state === 'waiting'))
        return;
      for (const other of then.dispatches) {
        if (other.kind !== 'place' || other.id === one.id || other.state === 'withdrawn') continue;
        const copies = then.order.legs.filter(({ marker }) => marker === other.marker);
        if (other.state === 'failed') expect(other.generation).toBeLessThan(one.generation);
        else expect(copies.map(fulfilmentOf)).toEqual(copies.map(() => 'cancelled'));
        expect(other.state === 'failed' ? 'done' : other.state).toBe('done');
      }
    });
  });

  it('what was at a till goes there again by itself only where the account says so', () => {
    check((scene, _steps, { order, dispatches, tills: [...all] }) => {
      const begun = dispatches.filter(({ kind, id, state }) => {
        const was = scene.dispatches.find((one) => one.id === id)?.state;
        return kind === 'place' && state === 'waiting' && was !== 'waiting';
      });
      const wasThere = order.legs.filter(({ sellRank }) => sellRank === 1);
      if (begun.length === 0 || wasThere.length === 0) return;
      expect(all[0]?.[1].reopened).toBe('place');
      for (const leg of wasThere)
        expect(dispatches.some(({ kind, legId }) => kind === 'cancel' && legId === leg.id)).toBe(true);
    });
  });

  it('of a cancelled order nothing moves on, and its till’s order is cancelled where that is switched on', () => {
    check((_scene, _steps, { order, dispatches, tills: [...all] }) => {
      const shop = order.legs.find(({ sellRank }) => sellRank === 0);
      if (shop === undefined || fulfilmentOf(shop) !== 'cancelled') return;
      const waiting = dispatches.filter(({ state }) => state === 'waiting');
      expect(waiting.filter(({ kind }) => kind === 'ship' || kind === 'complete')).toEqual([]);
      if (all[0]?.[1].flags.cancel === undefined) return;
      for (const leg of order.legs.filter(({ sellRank }) => sellRank === 1)) {
        if (moveStanding('cancel', fulfilmentOf(leg)) !== 'open') continue;
        expect(
          dispatches.some(
            ({ kind, legId, state }) => kind === 'cancel' && legId === leg.id && state !== 'withdrawn',
          ),
        ).toBe(true);
      }
    });
  });

  it('a copy is never the last one alive that is cancelled for being one', () => {
    check((_scene, steps, { order }) => {
      const cancelled = steps.flatMap((one) =>
        one.step === 'make' && one.cause === 'copy' ? [one.legId] : [],
      );
      if (cancelled.length === 0) return;
      const left = order.legs.filter(
        (leg) => leg.marker !== null && fulfilmentOf(leg) !== 'cancelled' && !cancelled.includes(leg.id),
      );
      expect(left.length).toBeGreaterThan(0);
    });
  });
});
