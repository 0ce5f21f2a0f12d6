import fc from 'fast-check';
import { placeOf, toSignIn } from './places.js';

it('leads back to where one was', () => {
  const place = fc.record({
    pathname: fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
    search: fc.webQueryParameters().map((query) => (query === '' ? '' : `?${query}`)),
  });
  fc.assert(
    fc.property(place, ({ pathname, search }) => {
      const to = new URL(toSignIn({ pathname, search }), 'http://hub').searchParams.get('to');
      fc.pre(pathname !== '/sign-in');
      expect(placeOf(to)).toBe(pathname === '/' ? '/' : pathname + search);
    }),
  );
});

it.each([null, '', 'orders', '//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example'])(
  'leads nowhere else: %s',
  (to) => expect(placeOf(to)).toBe('/'),
);

it('keeps the way back where somebody signs in once more', () => {
  expect(toSignIn({ pathname: '/sign-in', search: '?to=%2Forders' })).toBe('/sign-in?to=%2Forders');
});
