import fc from 'fast-check';
import { storable, storableJson, storableName, storableParts } from './storable.js';

/** Half pairs, NUL and whole characters of every length, as UTF-16 units. */
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom('\0', '\ud83c', '\udf5c', '🍜', '面', '\\', '"', '\\u0000', 'a'), fc.string()),
  )
  .map((parts) => parts.join(''));
const isStorable = (text: string): boolean => !text.includes('\0') && Buffer.from(text).toString() === text;

describe('a text from outside', () => {
  it('is kept as it is where the database can hold it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(isStorable(text));
        expect(storable(text)).toBe(text);
      }),
    );
  });

  it('has a sign in the place of what cannot be stored, unit for unit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isStorable(storable(text))).toBe(true);
        expect(storable(text)).toHaveLength(text.length);
      }),
    );
    expect(storable('a\0b\ud83c\udf5c\ud83c')).toBe('a\ufffdb🍜\ufffd');
  });

  it('is cut without leaving half a character', () => {
    expect(storable('面🍜', 2)).toBe('面\ufffd');
    expect(storable('面🍜', 3)).toBe('面🍜');
  });
});

describe('a name from outside', () => {
  it('is kept as it is where it is short and storable', () => {
    for (const name of ['880123456789012345', '', '张三', 'x'.repeat(512)])
      expect(storableName(name)).toBe(name);
  });

  it('fits into an index, is one for one text, and stays as it is when it is taken again', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 5_000 }), (text, length) => {
        const name = storableName(text.padEnd(length, '🍜'));
        expect(isStorable(name)).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(512);
        expect(storableName(name)).toBe(name);
      }),
    );
  });

  it('stays another name than every other', () => {
    const long = 'x'.repeat(3_000);
    const names = ['A\0', 'A\ud800', 'A\ud801', 'A\ufffd', long, `${long}y`].map(storableName);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a JSON text', () => {
  it('says what it said, with the sign in the place of what cannot be stored', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const json = storableJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(storableParts(JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('keeps a backslash before what only looks like an escape', () => {
    expect(storableJson(String.raw`["\\u0000","\\\u0000","\ud83c\udf5c","\uD83C"]`)).toBe(
      String.raw`["\\u0000","\\\ufffd","\ud83c\udf5c","\ufffd"]`,
    );
  });
});

it('leaves instants, money and bytes in an observation alone', () => {
  const said = { at: new Date(0), fen: 5n, body: Buffer.from([0]), none: null, lines: [{ name: 'a\0' }] };
  expect(storableParts(said)).toEqual({ ...said, lines: [{ name: 'a\ufffd' }] });
});
