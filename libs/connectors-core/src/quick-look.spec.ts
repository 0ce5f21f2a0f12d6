import fc from 'fast-check';
import { z } from 'zod';
import { quickLookOf } from './quick-look.js';

const upper = z.string().transform((text) => text.toUpperCase());
const schema = z.object({
  name: z
    .string()
    .min(1)
    .max(3)
    .regex(/^[^\0]*$/u)
    .describe('a name'),
  kind: z.enum(['a', 'b']),
  size: z.int().min(1).max(9).nullish(),
  weight: z.number().gt(0).lt(2).optional(),
  shout: upper.describe('loud').nullable(),
  tags: z.array(z.object({ tag: z.string() })).max(2),
});
const look = quickLookOf(schema, [[upper, (value) => typeof value === 'string']]);
const GOOD = { name: 'abc', kind: 'a', shout: null, tags: [] };

describe('a quick look', () => {
  it.each([
    GOOD,
    { ...GOOD, size: 9, weight: 1.5, shout: 'x', tags: [{ tag: '' }, { tag: 'y', more: 1 }] },
    { ...GOOD, size: null, weight: undefined, unknown: {} },
  ])('lets %j by', (value) => {
    expect(look(value)).toBe(true);
  });

  it.each([
    [undefined, null, 'text', 1, [], [GOOD]],
    [
      { ...GOOD, name: '' },
      { ...GOOD, name: 'abcd' },
      { ...GOOD, name: 'a\0' },
      { ...GOOD, name: null },
    ],
    [
      { ...GOOD, kind: 'c' },
      { ...GOOD, kind: ['a'] },
      { ...GOOD, size: 0 },
      { ...GOOD, size: 1.5 },
    ],
    [
      { ...GOOD, weight: 0 },
      { ...GOOD, weight: 2 },
      { ...GOOD, weight: NaN },
      { ...GOOD, weight: null },
    ],
    [
      { ...GOOD, shout: undefined },
      { ...GOOD, shout: 1 },
      { ...GOOD, tags: {} },
      { ...GOOD, tags: [{}, {}, {}] },
    ],
    [{ ...GOOD, tags: [{ tag: 1 }] }],
  ])('leaves to the schema what it is not sure of', (...values) => {
    for (const value of values) expect([value, look(value)]).toEqual([value, false]);
  });

  it('lets nothing by that its schema refuses', () => {
    const any = fc.oneof(
      fc.constantFrom(undefined, null, '', 'abc', 'abcd', 'a', 'b', 0, 1, 9, 10, 1.5, Infinity, -0, [], {}, [
        { tag: 'x' },
      ]),
      fc.anything(),
    );
    const member = fc.record(Object.fromEntries(Object.keys(schema.shape).map((name) => [name, any])), {
      requiredKeys: [],
    });
    const value = fc.oneof(
      any,
      member,
      member.map((given) => ({ ...GOOD, ...given })),
    );
    fc.assert(
      fc.property(value, (given) => {
        if (look(given)) expect(schema.safeParse(given).success).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a transform', upper],
    ['a rule of its own', z.object({}).refine(() => false)],
    [
      'a rule of its own behind another',
      z
        .string()
        .nullish()
        .refine(() => false),
    ],
    ['a format', z.email()],
    ['whole numbers of 32 bits', z.int32()],
    ['no other members', z.strictObject({})],
    ['a check of another kind', z.string().trim()],
    ['a pattern that remembers', z.string().regex(/a/g)],
    ['a union', z.union([z.string(), z.number()])],
  ])('is not made for %s, of which it would know too little', (_what, unknown) => {
    expect(() => quickLookOf(z.object({ part: unknown }), [])).toThrow(/no quick look|begins where/);
  });
});
