import type { HttpAnswer } from './transport.js';

/** `type/subtype`, whose parts are words: what is longer, or holds so many digits, is none that anybody registered. */
const ESSENCE = /^\s*([a-z]{2,20}\/(?:[a-z\d]{1,20}[.+-])*[a-z\d]{1,20})\s*(?:;|$)/i;
const MANY_DIGITS = /\d{7}/;

/**
 * What an answer that is not as expected calls itself, for people and logs: the type alone. Parameters are the
 * vendor's own text, and have held tokens and customers' names.
 */
export function shownContentType({ headers }: Pick<HttpAnswer, 'headers'>): string {
  const given = headers['content-type'];
  if (given === undefined) return 'no content type';
  const essence = ESSENCE.exec(given)?.[1]?.toLowerCase();
  return essence === undefined || MANY_DIGITS.test(essence) ? 'a content type that is none' : essence;
}
