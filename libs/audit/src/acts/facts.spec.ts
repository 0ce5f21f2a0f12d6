import fc from 'fast-check';
import { changedFacts } from './facts.js';

const facts = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
);

it('tells what is not as it was, and nothing else', () => {
  expect(
    changedFacts({ name: 'a', paused: false, gone: 1 }, { name: 'b', paused: false, made: [1, { x: 2n }] }),
  ).toEqual({ before: { name: 'a', gone: 1 }, after: { name: 'b', made: [1, { x: 2n }] } });
  expect(changedFacts({ map: { a: 1, b: 2 } }, { map: { b: 2, a: 1 } })).toEqual({ before: {}, after: {} });
});

it('tells of a secret only that it changed', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.string({ minLength: 8 }), (old, now) => {
      const told = changedFacts({ key: old }, { key: now }, new Set(['key']));
      expect(told).toEqual({ before: {}, after: old === now ? {} : { key: 'changed' } });
    }),
  );
});

it('laid over what was, what is told gives what is', () => {
  fc.assert(
    fc.property(facts, facts, (before, after) => {
      const told = changedFacts(before, after);
      const left = Object.entries(before).filter(([name]) => !(name in told.before) || name in told.after);
      expect({ ...Object.fromEntries(left), ...told.after }).toEqual(after);
    }),
  );
});
