import type { ConnectorError } from './connector-error.js';
import { HIDDEN, type Hiding, hidingOf } from './hidden-words.js';

const MOST_WORDS = 200;
/** What may be a token or a key, a mobile phone, a fixed one with its area. */
const TELLING =
  /[\w+/=%-]{20,}|(?:(?<!\w)\+?|\b00)86[ -]?1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)|\b1\d{2}[ -]?\d{4}[ -]?\d{4}\b|\b0\d{2,3}[ -]\d{7,8}\b/g;

/** Of the request whose answer is being read. Reading is one step: nothing else runs meanwhile. */
let ofRequest: Hiding | undefined;

/** All words that are shown meanwhile are shown without what this hides, whoever asks for them. */
export function whileHiding<T>(hiding: Hiding, read: () => T): T {
  const before = ofRequest;
  ofRequest = hiding;
  try {
    return read();
  } finally {
    ofRequest = before;
  }
}

/** Also where a connector put words into an error without asking for them here. */
export function hideInError(error: ConnectorError, hiding: Hiding): ConnectorError {
  const { message, vendorCode } = error;
  return Object.assign(error, {
    message: hiding.apply(message),
    vendorCode: vendorCode === undefined ? undefined : hiding.apply(vendorCode),
  });
}

/**
 * A vendor's words for people and logs: shortened, without what may be a secret by its form, and without what the
 * request told of a person.
 * @param hidden what the vendor may repeat of the account or the request and nobody is to read, whatever its form
 */
export const showWords = (words: string, hidden: readonly string[]): string =>
  hide(words.trim(), hidden).replace(TELLING, HIDDEN).slice(0, MOST_WORDS);

/** For what is no sentence, e.g. a code. @param hidden as of `showWords` */
export const hide = (text: string, hidden: readonly string[]): string =>
  hidingOf([], hidden).apply(ofRequest?.apply(text) ?? text);
