import { nextStep, type Standing, stepsOf, tillStepsOf } from './steps.js';

const EMPTY: Standing = {
  ...{ hasStore: false, shop: undefined, hasOrder: false, reporter: undefined, hasReportedHour: false },
  till: undefined,
};
const next = (standing: Partial<Standing>) => nextStep(stepsOf({ ...EMPTY, ...standing }));
const nextOfTill = (till: Standing['till']) => nextStep(tillStepsOf({ ...EMPTY, till }));

it('leads from an empty hub to the first reported hour, one step after another', () => {
  expect(next({})).toMatchObject({ name: 'store', place: '/settings/stores' });
  expect(next({ hasStore: true })).toMatchObject({ name: 'shop', place: '/accounts/new?for=shop' });
  const shop = { id: 'a', isBound: false };
  expect(next({ hasStore: true, shop })).toMatchObject({ name: 'shopBound', place: '/accounts/a/bindings' });
  const bound = { hasStore: true, shop: { id: 'a', isBound: true } };
  expect(next(bound)).toMatchObject({ name: 'firstOrder', place: '/accounts/a' });
  expect(next({ ...bound, hasOrder: true })).toMatchObject({ name: 'reporter' });
  const reporter = { id: 'b', isBound: true };
  expect(next({ ...bound, hasOrder: true, reporter })).toMatchObject({ name: 'firstHour', place: '/sales' });
  expect(next({ ...bound, hasOrder: true, reporter, hasReportedHour: true })).toBeUndefined();
});

it('leads whoever has a till to where it takes orders', () => {
  expect(nextOfTill(undefined)).toMatchObject({ name: 'till', place: '/accounts/new?for=till' });
  const till = { id: 'c', isBound: false, isMapped: false };
  expect(nextOfTill(till)).toMatchObject({ name: 'tillBound', place: '/accounts/c/bindings' });
  const bound = { ...till, isBound: true };
  expect(nextOfTill(bound)).toMatchObject({ name: 'tillMapped', place: '/products?accountId=c' });
  expect(nextOfTill({ ...bound, isMapped: true })).toBeUndefined();
});
