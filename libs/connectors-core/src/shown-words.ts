const MOST_WORDS = 200;
/** What may be a token, a key or a phone number. */
const TELLING = /[\w+/=%-]{20,}|\b1\d{10}\b/g;

/** A vendor's words for people and logs: shortened, without what the vendor may have repeated of a request. */
export const showWords = (words: string): string => words.trim().replace(TELLING, '…').slice(0, MOST_WORDS);
