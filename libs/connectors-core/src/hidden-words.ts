/** What is put in the place of what nobody is to read. */
export const HIDDEN = '…';

/** Replaces in a vendor's words what they repeat of one request. */
export interface Hiding {
  readonly apply: (text: string) => string;
}

type Span = readonly [from: number, to: number];
type Finder = (text: string) => Span[];

/** So long a piece of an address or a remark tells as much as the whole. */
const PIECE = 4;
/** A shorter one is a number like any other: a code, a count. */
const SHORTEST_NUMBER = 6;
const SHORTEST_PHONE = 7;
/** Replacing one or two characters would only make the words unreadable. */
const SHORTEST_SECRET = 3;
/** A name, or a remark of a word or two: each word of it tells. */
const LONGEST_NAME = 20;
/** No more than this of a text is looked at. */
const LONGEST_TEXT = 10_000;
/** Of a longer one no more is left: what the cut runs through is not recognised. */
const SURELY_LOOKED_AT = LONGEST_TEXT / 2;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

const matches =
  (pattern: RegExp): Finder =>
  (text) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length]);

/**
 * What hides the personal values of a request wherever a vendor repeats them: phones in whatever form, names and their
 * parts, and of longer texts every piece of four characters or more, so that an address that was cut, or put together
 * otherwise, is hidden as well. Secrets are hidden as they are.
 */
export function hidingOf(personal: readonly string[], secrets: readonly string[] = []): Hiding {
  const values = [...new Set(personal.map((value) => value.trim()))].filter((value) => value !== '');
  const kept = secrets.filter(({ length }) => length >= SHORTEST_SECRET);
  const finders = [
    ...values.flatMap(findersOf),
    ...kept.map((secret) => matches(new RegExp(escaped(secret), 'g'))),
  ];
  return {
    apply: (text) => {
      const looked = text.slice(0, LONGEST_TEXT);
      const rest: Span[] = looked.length === text.length ? [] : [[SURELY_LOOKED_AT, text.length]];
      return replaced(text, [...finders.flatMap((find) => find(looked)), ...rest]);
    },
  };
}

function findersOf(value: string): Finder[] {
  const words = value.length > LONGEST_NAME ? [] : [value, ...value.split(/[\s·•.]+/)];
  const plain = value.replace(/[\s,，、;；·\-_/]/g, '');
  return [
    ...phonesIn(value).map((digits) => matches(phonePattern(digits))),
    ...words.filter(isTelling).map((word) => matches(wordPattern(word))),
    ...[...new Set([value, plain])].map(piecesOf),
    ...encodedForms(value).map((form) => matches(new RegExp(escaped(form), 'gi'))),
  ];
}

/** National digits: 11 of a mobile phone without its country, of a fixed one also those behind its area. */
function phonesIn(value: string): string[] {
  const found = value.match(/[+(（]?\d[\d\s().（）·-]{5,}\d/g) ?? [];
  return found.flatMap((phone) => {
    const digits = phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
    const local = /^[(（]?0\d{2,3}[)）\s-]+/.test(phone)
      ? phone.replace(/^\D?\d+/, '').replace(/\D/g, '')
      : '';
    return [digits, local].filter(({ length }) => length >= SHORTEST_PHONE);
  });
}

const phonePattern = (digits: string): RegExp =>
  new RegExp(`(?:(?:\\+|00)?86[\\s-]{0,2})?${[...digits].join('[\\s().（）·-]{0,2}')}`, 'g');

const isTelling = (word: string): boolean =>
  /^\d+$/.test(word) ? word.length >= PIECE : [...word].length >= 2;

/** Latin letters and digits stand for themselves alone, other signs also with blanks between them. */
const wordPattern = (word: string): RegExp =>
  /^[\x20-\x7e]+$/.test(word)
    ? new RegExp(`(?<![A-Za-z0-9])${escaped(word)}(?![A-Za-z0-9])`, 'gi')
    : new RegExp([...word].map(escaped).join('\\s?'), 'gi');

function encodedForms(value: string): string[] {
  if (/^[\w.~-]*$/.test(value)) return [];
  const percent = encodeURIComponent(Buffer.from(value).toString('utf8'));
  const unicode = value.replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [percent, unicode, JSON.stringify(value).slice(1, -1)].filter((form) => form !== value);
}

/** The one sign that is longer in lower case would move the places of all that follow it. */
const inLowerCase = (text: string): string => text.replaceAll('İ', 'I').toLowerCase();

/** Every piece of the value, as long as it goes. */
function piecesOf(value: string): Finder {
  const source = inLowerCase(value);
  const starts = new Set<string>();
  for (let at = 0; at + PIECE <= source.length; at += 1) starts.add(source.slice(at, at + PIECE));
  return (text) => {
    const spans: Span[] = [];
    const words = inLowerCase(text);
    for (let at = 0; starts.size > 0 && at + PIECE <= words.length; at += 1) {
      if (!starts.has(words.slice(at, at + PIECE))) continue;
      let end = at + PIECE;
      while (end < words.length && source.includes(words.slice(at, end + 1))) end += 1;
      if (!/^[\d\s.:-]+$/.test(words.slice(at, end)) || end - at >= SHORTEST_NUMBER) spans.push([at, end]);
      at = end - 1;
    }
    return spans;
  };
}

/** What touches is hidden as one. */
function replaced(text: string, spans: readonly Span[]): string {
  let shown = '';
  let copied = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    if (to <= copied) continue;
    if (from > copied || copied === 0) shown += text.slice(copied, from) + HIDDEN;
    copied = to;
  }
  return shown + text.slice(copied);
}
