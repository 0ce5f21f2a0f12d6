import { canonicalText, digestOf } from './digest.js';

describe('digestOf', () => {
  it('does not depend on the order of keys nor on absent members', () => {
    expect(digestOf({ a: 1, b: [2n, new Date(0)] })).toBe(
      digestOf({ b: [2n, new Date(0)], a: 1, c: undefined }),
    );
  });

  it('tells apart what differs', () => {
    const values = [null, '', 0, '0', [], {}, [''], { a: null }, { a: '' }, 12n, new Date(12)];
    expect(new Set(values.map((value) => digestOf(value))).size).toBe(values.length);
  });

  it('tells a key from a value that looks like one', () => {
    expect(canonicalText({ 'a":"b': 'c' })).not.toBe(canonicalText({ a: 'b', c: undefined }));
  });
});
