import { isOfOrigin } from './origin.js';

it.each([
  [['mini'], { source: 'mini' }, true],
  [['mini'], { fromSystem: 'app', orderType: 'mini' }, true],
  [['Mini'], { source: 'mini' }, false],
  [[' source = mini '], { source: 'mini' }, true],
  [['fromSystem=mini'], { source: 'mini' }, false],
  [['a', 'source=b=c'], { source: 'b=c' }, true],
  [['toString'], {}, false],
  [['constructor='], {}, false],
  [[], { source: 'mini' }, false],
])('an origin is known by %j in %j: %s', (entries, origin, is) => {
  expect(isOfOrigin(origin as Record<string, string>, entries)).toBe(is);
});
