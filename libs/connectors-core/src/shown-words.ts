const MOST_WORDS = 200;
/** Replacing one or two characters would only make the words unreadable. */
const SHORTEST_HIDDEN = 3;
/** What may be a token, a key or a phone number. */
const TELLING = /[\w+/=%-]{20,}|\b1\d{2}[ -]?\d{4}[ -]?\d{4}\b/g;

/**
 * A vendor's words for people and logs: shortened, without what may be a secret by its form.
 * @param hidden what the vendor may repeat of the account or the request and nobody is to read, whatever its form
 */
export const showWords = (words: string, hidden: readonly string[]): string =>
  hide(words.trim(), hidden).replace(TELLING, '…').slice(0, MOST_WORDS);

/** The longest first: one may be the beginning of another. */
export const hide = (text: string, hidden: readonly string[]): string =>
  hidden
    .filter(({ length }) => length >= SHORTEST_HIDDEN)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
