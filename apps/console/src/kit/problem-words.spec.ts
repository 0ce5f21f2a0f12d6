import type { Problem } from '#admin-contract/problem.js';
import { problemWords } from './problem-words.js';

const problem = (fields: Partial<Problem>): Problem => ({
  type: 'urn:suanpan:problem:conflict',
  title: 'Conflict',
  status: 409,
  code: 'store_code_taken',
  params: {},
  ...fields,
});
const RENAMED = problem({
  detail: 'The store code "A1" is taken.',
  code: 'store_code_taken',
  params: { code: 'A1' },
});
const FAULTY = problem({
  detail: 'Some fields cannot be taken as given.',
  code: 'fields_to_correct',
  params: {},
  errors: [
    { field: 'name', message: 'must not be blank', code: 'must_not_be_blank', params: {} },
    { field: 'limit', message: 'must be at most 3', code: 'must_be_at_most', params: { most: 3 } },
    { field: 'later', message: 'must be green', code: 'of_a_later_hub', params: {} },
  ],
});

it('what the hub refused is said in the language of who reads it', () => {
  expect(problemWords(RENAMED, 'zh')).toBe('门店编号“A1”已被使用。');
  expect(problemWords(RENAMED, 'en')).toBe('The store code "A1" is taken.');
});

it('every field to correct is named with what is wrong', () => {
  expect(problemWords(FAULTY, 'zh')).toBe(
    '有字段要改：name 不能为空；limit 不能大于 3；later must be green。',
  );
  expect(problemWords(FAULTY, 'en')).toMatch(/: name must not be blank; limit must be at most 3; later/);
});

it.each(['of_a_later_hub', 'toString'])('what the code %s says is said as it came', (code) => {
  const told = problem({ detail: 'No such thing.', code });
  expect(problemWords(told, 'zh')).toBe('No such thing.');
});
