import type { FoldedLeg } from './leg.js';
import { unmappedValues } from './unmapped-values.js';

const version = <Value>(value: Value) => ({ asOf: new Date(0), precedence: 1, key: '', digest: '', value });
const NO_SERVICE = { kind: null, reservedAt: null, area: null, table: null, diners: null };
const leg = (groups: Record<string, object>): FoldedLeg =>
  Object.fromEntries(Object.entries(groups).map(([group, value]) => [group, version(value)]));

it.each<[string, Record<string, object>, [string, string][]]>([
  [
    'each group by itself',
    {
      payment: { state: 'unknown', raw: '7' },
      fulfilment: { state: 'unknown', raw: '70' },
      afterSale: { state: 'none', raw: '0' },
      service: { ...NO_SERVICE, raw: '13' },
    },
    [
      ['payment', '7'],
      ['fulfilment', '70'],
      ['service', '13'],
    ],
  ],
  ['no word of our own format', { fulfilment: { state: 'unknown', raw: 'x', ofOurFormat: true } }, []],
  [
    'nothing where the vendor says nothing',
    { payment: { state: 'unknown', raw: null }, service: NO_SERVICE },
    [],
  ],
  [
    'the beginning of a long one',
    { afterSale: { state: 'unknown', raw: 'y'.repeat(300) } },
    [['afterSale', 'y'.repeat(200)]],
  ],
])('%s', (_name, groups, values) => {
  expect([...unmappedValues(leg(groups))]).toEqual(values);
});
