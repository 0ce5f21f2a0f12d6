import { z } from 'zod';
import { coded } from '#admin-contract/refusals/coded.js';
import { refusalText } from '#admin-contract/refusals/refusal-texts.js';
import { issueFaults, type PlacedIssue } from './issue-faults.js';

const faultsIn = (shape: z.ZodType, value: unknown) =>
  (shape.safeParse(value).error?.issues ?? []).flatMap((issue) => issueFaults(issue as PlacedIssue));

it.each([
  [z.object({ as: z.enum(['same', 'another', 'discard']) }), {}, 'must be one of: same, another, discard'],
  [z.enum(['same', 'another', 'discard']), 'both', 'must be one of: same, another, discard'],
  [z.enum(['differs']), 'strange', 'must be differs'],
  [z.stringbool({ truthy: ['true', '1'], falsy: ['false', ''] }), 'maybe', 'must be one of: true, 1, false'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().min(3), 'ab', 'must have at least 3 characters'],
  [z.string().max(5), 'abcdef', 'must have at most 5 characters'],
  [z.array(z.string()).min(1), [], 'must not be empty'],
  [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 items'],
  [z.number().min(2), 1, 'must be at least 2'],
  [z.number().max(2), 3, 'must be at most 2'],
  [z.string(), 5, 'must be of type string, received number'],
  [z.object({ reason: z.string() }), {}, 'is required'],
  [z.string().regex(/^a/), 'b', 'has not the expected form'],
  [z.number().gt(2), 2, 'must be more than 2'],
  [z.number().lt(2), 2, 'must be less than 2'],
  [z.union([z.string(), z.number()]), true, 'cannot be taken as given'],
  [z.string({ error: coded('must_be_id') }), 5, 'must be an id'],
  [z.number().max(2, { error: coded('must_be_at_most', { most: 2 }) }), 3, 'must be at most 2'],
])('a fault of the contract is told in our words: %#', (shape, value, words) => {
  const [fault] = faultsIn(shape, value);
  expect(fault?.message).toBe(words);
  expect(refusalText(fault?.code ?? '', fault?.params ?? {})?.en).toBe(words);
});

it('what is no field of the shape is named, and cut', () => {
  const shape = z.strictObject({ of: z.strictObject({}) });
  expect(faultsIn(shape, { of: { ['x'.repeat(200)]: 1, y: 1 } })).toMatchObject([
    { field: `of.${'x'.repeat(100)}`, code: 'is_unknown_field', params: {} },
    { field: 'of.y', message: 'is not a known field' },
  ]);
});
