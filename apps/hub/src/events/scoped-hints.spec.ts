import fc from 'fast-check';
import { HINT_KINDS, hintOf } from '#domain/hint.js';
import { scopedHints } from './scoped-hints.js';

const hints = fc
  .array(fc.tuple(fc.constantFrom(...HINT_KINDS), fc.uuid(), fc.constantFrom('A', 'B', null)))
  .map((all) => all.map(([kind, id, storeId], at) => ({ number: at + 1, hint: hintOf(kind, id, storeId) })));

it('tells all to whoever administers', () => {
  fc.assert(fc.property(hints, (all) => expect(scopedHints(all, { role: 'admin', stores: null })).toBe(all)));
});

it('names nothing that is not known to be of its stores, and keeps back nothing that is', () => {
  fc.assert(
    fc.property(hints, (all) => {
      const told = scopedHints(all, { role: 'viewer', stores: ['A'] }).map(({ hint }) => hint);
      for (const { id, storeId } of told) expect([id === null ? null : 'A']).toEqual([storeId]);
      const own = all.filter(({ hint }) => hint.kind === 'order' && hint.storeId === 'A');
      expect(told).toEqual(expect.arrayContaining(own.map(({ hint }) => hint)));
    }),
  );
});

it('tells once that something of a kind has changed, and nothing of accounts', () => {
  const all = (['order', 'order', 'account', 'brake', 'dispatch'] as const).map((kind, at) => ({
    number: at + 1,
    hint: hintOf(kind, `id-${String(at)}`),
  }));
  expect(scopedHints(all, { role: 'viewer', stores: ['A'] })).toEqual([
    { number: 1, hint: hintOf('order', null as never, null) },
    { number: 5, hint: hintOf('dispatch', null as never, null) },
  ]);
});

it('names no key, no user and no session to who does not administer', () => {
  const all = (['key', 'user', 'session', 'account'] as const).map((kind, at) => ({
    number: at + 1,
    hint: hintOf(kind, `id-${String(at)}`),
  }));
  expect(scopedHints(all, { role: 'operator', stores: null })).toEqual([
    { number: 3, hint: hintOf('session', null as never, null) },
    all[3],
  ]);
});
