import fc from 'fast-check';
import { jsonText } from './json-text.js';

const replaced = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? member.toString() : member));

describe('a value as JSON for the database', () => {
  it('has digits in place of whole numbers of any size, wherever they are, and is as it was otherwise', () => {
    const value = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, maxDepth: 4 });
    // Texts that the database does not take have a spec of their own.
    const isPlain = (json: string): boolean => !json.includes('\\u');
    fc.assert(
      fc.property(value, (given) => {
        fc.pre(given !== undefined && isPlain(replaced(given)));
        expect(jsonText(given)).toBe(replaced(given));
      }),
    );
  });

  it('leaves what it was given as it was', () => {
    const given = { fen: 1n, items: [{ fen: 2n }, 'text'], at: new Date(0) };
    expect(jsonText(given)).toBe('{"fen":"1","items":[{"fen":"2"},"text"],"at":"1970-01-01T00:00:00.000Z"}');
    expect(given).toEqual({ fen: 1n, items: [{ fen: 2n }, 'text'], at: new Date(0) });
  });
});
