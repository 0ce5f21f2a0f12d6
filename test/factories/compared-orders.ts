import { RULE_EVIDENCE } from '#domain/discrepancy-evidence.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { AccountFacts, AccountsFacts } from '#reconciliation/compare/account-facts.js';
import { compareOrder } from '#reconciliation/compare/compare-order.js';
import type {
  ComparedCommand,
  ComparedLeg,
  ComparedOrder,
  KnownFacts,
} from '#reconciliation/compare/compared-order.js';
import type { OrderRuleCode } from '#reconciliation/compare/rules.js';

/** What an account is to rules where nothing else is said of it: it works, and takes no commands. */
export const someAccountFacts = (change: Partial<AccountFacts> & Pick<AccountFacts, 'id'>): AccountFacts => ({
  standing: 'well',
  sells: 'never',
  patienceMs: new Map(),
  repairPolicy: new Map(),
  takesCommands: false,
  fetches: false,
  ordersFrom: 'anywhere',
  tickets: 'unknown',
  roundingMostFen: 0n,
  till: null,
  speaksSince: () => undefined,
  coverage: null,
  promise: null,
  ...change,
});

/** A storefront, a till that takes commands and a shipper that none is sent to. */
export const someAccountsFacts = (...changed: readonly AccountFacts[]): AccountsFacts =>
  new Map(
    [
      someAccountFacts({ id: 'shop', sells: 'first' }),
      someAccountFacts({ id: 'till', takesCommands: true, fetches: true }),
      someAccountFacts({ id: 'suning' }),
      ...changed,
    ].map((one) => [one.id, one]),
  );

/** Minutes of the day on which compared orders are made. */
export const minute = (number: number): Date => new Date(Date.UTC(2026, 10, 21, 4, number));

export const someFacts = (change: Partial<KnownFacts> = {}): KnownFacts => ({
  payment: 'paid',
  paidAt: minute(0),
  paymentSince: minute(0),
  fulfilment: 'created',
  fulfilmentSince: minute(0),
  isRefunded: false,
  refundedSince: null,
  saleFen: 1_800n,
  orderError: null,
  productsDigest: null,
  ...change,
});

type LegChange = Partial<Omit<ComparedLeg, 'facts'>> & Partial<KnownFacts>;

/** A leg that stands so since a minute; what else is said of it goes over that. */
function aLeg(leg: ComparedLeg, fulfilment: FulfilmentState, since: number, change: LegChange): ComparedLeg {
  const facts = someFacts({ fulfilment, fulfilmentSince: minute(since) });
  const all = { ...leg, ...facts, ...change };
  const own = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  return { ...leg, ...own(Object.keys(leg)), facts: { ...facts, ...own(Object.keys(facts)) } };
}

const BARE = {
  storeId: 'store',
  vendorStoreId: null,
  origin: null,
  openedBy: 'live' as const,
  createdAt: minute(0),
  confirmedAt: minute(0),
  marker: null,
  facts: null,
};

export const shopLeg = (fulfilment: FulfilmentState = 'created', since = 0, change: LegChange = {}) =>
  aLeg({ ...BARE, id: 'a-shop', accountId: 'shop', vendorNo: 'A-1', sellRank: 0 }, fulfilment, since, change);

export const tillLeg = (fulfilment: FulfilmentState = 'accepted', since = 1, change: LegChange = {}) =>
  aLeg(
    { ...BARE, id: 'b-till', accountId: 'till', vendorNo: 'T-1', sellRank: 1, createdAt: minute(1) },
    fulfilment,
    since,
    change,
  );

export const suningLeg = (fulfilment: FulfilmentState = 'accepted', since = 2, change: LegChange = {}) =>
  aLeg(
    {
      ...BARE,
      id: 'c-suning',
      accountId: 'suning',
      vendorNo: '201:A-1',
      sellRank: null,
      createdAt: minute(2),
    },
    fulfilment,
    since,
    change,
  );

export const aCommand = (change: Partial<ComparedCommand> = {}): ComparedCommand => ({
  id: 'd1',
  kind: 'place',
  accountId: 'till',
  legId: 'a-shop',
  generation: 1,
  state: 'done',
  errorCode: null,
  marker: 'SP-1',
  vendorNo: 'T-1',
  cause: 'rule',
  sentFen: 1_800n,
  sentProducts: null,
  statedAt: minute(0),
  overAt: minute(2),
  finds: 0,
  foundAt: null,
  ...change,
});

export const anOrder = (
  legs: readonly ComparedLeg[],
  commands: readonly ComparedCommand[] = [],
): ComparedOrder => ({
  id: 'order',
  storeId: 'store',
  placedAt: minute(0),
  createdAt: minute(0),
  legs,
  commands,
});

/** Long after all that is made here. */
export const LATE = minute(60 * 72);

interface JudgedCase {
  readonly legs: readonly ComparedLeg[];
  readonly commands?: readonly ComparedCommand[] | undefined;
  readonly accounts?: AccountsFacts;
  readonly now?: Date;
}

/** What a rule makes of an order: what counts of it, its silence, or nothing. */
export function judgedBy(
  rule: OrderRuleCode,
  { legs, commands, accounts = someAccountsFacts(), now = LATE }: JudgedCase,
) {
  const comparison = compareOrder(anOrder(legs, commands), accounts, now);
  const found = comparison.differences.filter((one) => one.rule === rule);
  for (const { evidence } of found)
    expect(Object.keys(evidence).sort()).toEqual([...RULE_EVIDENCE[rule]].sort());
  return (
    comparison.silent.get(rule) ?? found.map(({ key, evidence, repairs }) => ({ key, evidence, repairs }))
  );
}
