/** Shorter ones are ordinary words and numbers. */
const SHORTEST_VALUE = 6;
/** More than this many secrets at once would make every log line slow. */
const MOST_VALUES = 20_000;

export interface Masking {
  readonly add: (values: Iterable<string>) => void;
  /** The text with every registered value replaced. */
  readonly apply: (text: string) => string;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The forms in which a value turns up in a text. */
const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
];

/** Replaces registered values by `mask`; the oldest are forgotten beyond a bound. */
export function maskingOf(mask: string): Masking {
  const values = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(added) {
      for (const value of added)
        if (value.length >= SHORTEST_VALUE) formsOf(value).forEach((form) => values.add(form));
      for (const oldest of values) {
        if (values.size <= MOST_VALUES) break;
        values.delete(oldest);
      }
      pattern = undefined;
    },
    apply(text) {
      if (values.size === 0) return text;
      // The longest first: a secret that begins with another one is masked whole.
      pattern ??= new RegExp(
        [...values]
          .sort((a, b) => b.length - a.length)
          .map(escaped)
          .join('|'),
        'g',
      );
      return text.replaceAll(pattern, mask);
    },
  };
}
