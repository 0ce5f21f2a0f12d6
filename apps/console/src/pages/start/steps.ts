export const STEPS = [
  'store',
  'shop',
  'shopBound',
  'firstOrder',
  'reporter',
  'reporterBound',
  'firstHour',
] as const;
/** Beside them, for who has a till that orders are to be brought to. */
export const TILL_STEPS = ['till', 'tillBound', 'tillMapped'] as const;
export type StepName = (typeof STEPS)[number] | (typeof TILL_STEPS)[number];

interface Connected {
  readonly id: string;
  readonly isBound: boolean;
}

/** What a hub has, as far as the first steps ask. */
export interface Standing {
  readonly hasStore: boolean;
  /** The first account whose orders are sales before any other’s; its connector may know our stores by itself. */
  readonly shop: Connected | undefined;
  readonly hasOrder: boolean;
  /** The first account that hours are reported to. */
  readonly reporter: Connected | undefined;
  readonly hasReportedHour: boolean;
  /** The first account that orders are placed at; mapped: it knows items, and no order waits for one. */
  readonly till: (Connected & { readonly isMapped: boolean }) | undefined;
}

export interface Step {
  readonly name: StepName;
  readonly isDone: boolean;
  /** Where it is done. */
  readonly place: string;
}

const newAccount = (purpose: 'shop' | 'reporter' | 'till'): string => `/accounts/new?for=${purpose}`;
const bindingsOf = (account: Connected | undefined, orElse: string): string =>
  account === undefined ? orElse : `/accounts/${account.id}/bindings`;

/** From an empty hub to the first hour that was reported, each step with whether it is done. */
export function stepsOf({ hasStore, shop, hasOrder, reporter, hasReportedHour }: Standing): readonly Step[] {
  const [newShop, newReporter] = [newAccount('shop'), newAccount('reporter')];
  return [
    { name: 'store', isDone: hasStore, place: '/settings/stores' },
    { name: 'shop', isDone: shop !== undefined, place: newShop },
    { name: 'shopBound', isDone: shop?.isBound === true, place: bindingsOf(shop, newShop) },
    { name: 'firstOrder', isDone: hasOrder, place: shop === undefined ? newShop : `/accounts/${shop.id}` },
    { name: 'reporter', isDone: reporter !== undefined, place: newReporter },
    { name: 'reporterBound', isDone: reporter?.isBound === true, place: bindingsOf(reporter, newReporter) },
    { name: 'firstHour', isDone: hasReportedHour, place: '/sales' },
  ];
}

/** Nothing of the steps above needs these. */
export function tillStepsOf({ till }: Standing): readonly Step[] {
  const newTill = newAccount('till');
  const products = till === undefined ? newTill : `/products?accountId=${till.id}`;
  return [
    { name: 'till', isDone: till !== undefined, place: newTill },
    { name: 'tillBound', isDone: till?.isBound === true, place: bindingsOf(till, newTill) },
    { name: 'tillMapped', isDone: till?.isMapped === true, place: products },
  ];
}

/** The first that is not done; undefined where all are. */
export const nextStep = (steps: readonly Step[]): Step | undefined => steps.find(({ isDone }) => !isDone);
