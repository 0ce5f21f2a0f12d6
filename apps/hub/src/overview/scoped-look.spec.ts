import fc from 'fast-check';
import type { StoreScope } from '#domain/access.js';
import { ScopedLook } from './scoped-look.js';

const FOR_EVER = { ms: Infinity, since: 'start' } as const;
const anyScope = fc.option(fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 }), { nil: null });
const asText = (scope: StoreScope): string => (scope === null ? 'all' : [...scope].sort().join(' '));

it('tells nobody what somebody has seen who sees other stores, and the same to whoever sees the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyScope), async (scopes) => {
      const looked: string[] = [];
      const look = new ScopedLook((scope) => Promise.resolve(looked.push(asText(scope))), FOR_EVER);
      for (const scope of scopes) expect(looked[(await look.get(scope)) - 1]).toBe(asText(scope));
      expect(looked).toEqual([...new Set(scopes.map(asText))]);
    }),
  );
});

it('forgets what was seen longest ago where there are too many scopes', async () => {
  let looks = 0;
  const look = new ScopedLook(() => Promise.resolve((looks += 1)), FOR_EVER);
  for (let n = 0; n < 101; n += 1) await look.get([String(n)]);
  expect([await look.get(['100']), await look.get(['1']), await look.get(['0'])]).toEqual([101, 2, 102]);
});
