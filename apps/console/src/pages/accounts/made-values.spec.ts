import { makeValue, showMade } from './made-values.js';

const HOW = { prefix: 'whsec_', bytes: 32, encoding: 'base64' } as const;

it('makes a value as the connector wants it, each time another one', () => {
  const values = Array.from({ length: 20 }, () => makeValue(HOW));
  expect(new Set(values).size).toBe(20);
  for (const value of values) {
    expect(value.startsWith('whsec_')).toBe(true);
    expect(Buffer.from(value.slice(6), 'base64')).toHaveLength(32);
  }
  expect(() => showMade('a', { secrets: values.join('\n'), flags: { place: true } })).not.toThrow();
});
