import { z } from 'zod';
import { halvedTexts, readTolerant } from './read-tolerant.js';
import { wireDecimal, wireOptional, wireText } from './wire-schema.js';

const schema = z.object({
  no: wireText,
  remark: wireOptional(wireText),
  total: wireOptional(wireDecimal),
  items: wireOptional(z.array(z.object({ name: wireOptional(wireText), n: wireOptional(wireDecimal) }))),
});
const read = (value: object, needed = ['no', 'total']) => readTolerant(schema, { no: '1', ...value }, needed);

it.each<[object, string[], object]>([
  [{ remark: 'ok' }, [], { remark: 'ok' }],
  [{ remark: { a: 1 } }, ['remark'], { remark: null }],
  [{ Remark: 1, remark: [] }, ['remark'], { remark: null }],
  [
    {
      items: [
        { name: 'a', n: 'two' },
        { name: {}, n: 1 },
      ],
    },
    ['items.0.n', 'items.1.name'],
    {
      items: [
        { name: 'a', n: null },
        { name: null, n: '1' },
      ],
    },
  ],
  [{ items: 'x' }, ['items'], { items: null }],
  [{ items: [7] }, ['items.0', 'items'], { items: null }],
])('%j is read without what does not fit', (value, unreadable, fields) => {
  const tolerated = read(value);
  expect(tolerated.unreadable).toEqual(unreadable);
  expect(tolerated.value).toMatchObject(fields);
});

it.each<[unknown, RegExp]>([
  [{ no: '1', total: 'free', remark: {} }, /total is not a decimal number/],
  [{ no: {} }, /no is not a text/],
  [{}, /no is missing/],
  ['x', /is not of type object/],
  [[], /is not of type object/],
])('%j is refused by what is needed', (value, message) => {
  expect(() => readTolerant(schema, value, ['no', 'total'])).toThrow(message);
});

it('finds texts with half a character, among the names that are read', () => {
  const value = { Remark: 'a\ud83d', other: '\ud83d', items: [{ name: 'b' }, { name: '\ude00' }], no: '😀' };
  expect(halvedTexts(value, ['remark', 'items', 'no'])).toEqual(['remark', 'items.1.name']);
});
