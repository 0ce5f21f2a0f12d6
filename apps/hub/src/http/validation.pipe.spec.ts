import { z } from 'zod';
import { inOurWords } from './validation.pipe.js';

const said = (shape: z.ZodType, value: unknown): string | undefined => {
  const [issue] = shape.safeParse(value).error?.issues ?? [];
  return issue === undefined ? undefined : inOurWords(issue.message);
};

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
  [z.string({ error: 'must be an id' }), 5, 'must be an id'],
])('a fault of the contract is told in our words: %#', (shape, value, words) => {
  expect(said(shape, value)).toBe(words);
});
