/** Shorter ones are ordinary words and numbers. Also the length by which values are looked up. */
const SHORTEST_VALUE = 6;
const MOST_VALUES = 50_000;

export interface Masking {
  readonly add: (values: Iterable<string>) => void;
  /** The text with every registered value replaced. */
  readonly apply: (text: string) => string;
}

/** The forms in which a value turns up in a text. */
const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(Buffer.from(value).toString('utf8')), // Half a surrogate pair cannot be encoded.
  JSON.stringify(value).slice(1, -1),
];

/** Replaces registered values by `mask`. Its time does not depend on how many there are; the oldest go at 50,000. */
export function maskingOf(mask: string): Masking {
  const values = new Set<string>();
  let index: Map<string, string[]> | undefined;
  return {
    add(added) {
      for (const value of added) {
        if (value.length >= SHORTEST_VALUE) formsOf(value).forEach((form) => values.add(form));
      }
      for (const oldest of values) {
        if (values.size <= MOST_VALUES) break;
        values.delete(oldest);
      }
      index = undefined;
    },
    apply(text) {
      if (values.size === 0) return text;
      index ??= indexOf(values);
      return replaced(text, index, mask);
    },
  };
}

/** By their first characters; in each list the longest first, so that a secret that begins with another is masked whole. */
function indexOf(values: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const value of values) {
    const start = value.slice(0, SHORTEST_VALUE);
    index.set(start, [...(index.get(start) ?? []), value]);
  }
  for (const list of index.values()) list.sort((a, b) => b.length - a.length);
  return index;
}

function replaced(text: string, index: ReadonlyMap<string, readonly string[]>, mask: string): string {
  let result = '';
  let copied = 0;
  for (let at = 0; at + SHORTEST_VALUE <= text.length;) {
    const candidates = index.get(text.slice(at, at + SHORTEST_VALUE));
    const found = candidates?.find((value) => text.startsWith(value, at));
    if (found !== undefined) {
      result += text.slice(copied, at) + mask;
      copied = at + found.length;
    }
    at += found?.length ?? 1;
  }
  return result + text.slice(copied);
}
