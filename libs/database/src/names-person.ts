/**
 * SQL: whether a text names a person: one of these phone numbers in whatever way of writing it, or one of these words.
 * @param text SQL @param phones SQL of a text array: digits @param words SQL of a text array
 */
export const namesPerson = (text: string, phones: string, words: string): string =>
  `(${showsPhone(text, phones)} OR EXISTS (SELECT FROM unnest(${words}) AS w(word) WHERE strpos(${text}, word) > 0))`;

/** SQL: the same of phone numbers alone, which are a person's wherever they stand. */
export const showsPhone = (text: string, phones: string): string =>
  `EXISTS (SELECT FROM unnest(${phones}) AS p(digits) WHERE strpos(regexp_replace(${text}, '\\D', '', 'g'), digits) > 0)`;
