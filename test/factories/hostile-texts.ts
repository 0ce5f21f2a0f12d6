import fc from 'fast-check';

/** What vendors have sent, or could: NUL, half pairs, escapes of JSON and of arrays, and more than an index holds. */
const PARTS = [
  '\0',
  '\ud83c',
  '\udf5c',
  '🍜',
  '牛肉面',
  '\\',
  '\\u0000',
  '\\ud800',
  '"',
  "'",
  '{',
  '}',
  ',',
  'NULL',
  '\n',
  'a',
];

export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  // So varied that the database cannot pack it.
  fc
    .array(fc.integer(), { minLength: 700, maxLength: 800 })
    .map((parts) => parts.map((part) => part.toString(16)).join('\0')),
);
