import fc from 'fast-check';
import { isConsolePage } from './console-page.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const asked = (url: string, accept = BROWSER, method = 'GET') =>
  isConsolePage({ method, url, headers: { accept } });

it.each(['/', '/orders', '/orders/0190?tab=raw', '/apis', '/documents', '/healthy', '/?to=/api/v1'])(
  'is what a browser opens: %s',
  (url) => expect(asked(url)).toBe(true),
);

it('shadows nothing of the hub’s own', () => {
  const own = fc.constantFrom(
    'api',
    'webhooks',
    'docs',
    'schemas',
    'health',
    'metrics',
    'openapi.json',
    'assets',
  );
  fc.assert(
    fc.property(own, fc.constantFrom('', '/', '/x/y', '?q=1', '/x?to=/orders'), (name, rest) => {
      expect(asked(`/${name}${rest}`)).toBe(false);
    }),
  );
});

it('is nothing that a program asks for, or sends', () => {
  expect(asked('/orders', 'application/json')).toBe(false);
  expect(asked('/orders', '*/*')).toBe(false);
  expect(asked('/orders', BROWSER, 'POST')).toBe(false);
  expect(isConsolePage({ method: 'GET', headers: {} })).toBe(false);
});
