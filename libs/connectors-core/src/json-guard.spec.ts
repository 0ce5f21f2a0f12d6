import fc from 'fast-check';
import { guardJson } from './json-guard.js';
import { WebhookRefusal } from './webhook-refusal.js';

const guard = (text: string | Buffer, limits = {}): string => {
  try {
    guardJson(Buffer.from(text), limits);
    return 'accepted';
  } catch (error) {
    if (error instanceof WebhookRefusal) return error.reason;
    throw error;
  }
};

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('guardJson', () => {
  it.each([
    ['{"a":1,"b":[true,false,null,-0.5e+10,"\\u4e2d\\n"]}', 'accepted'],
    [' [ ] ', 'accepted'],
    ['"text"', 'accepted'],
    ['{"items":[{"a":1},{"a":2}],"a":3}', 'accepted'],
    ['"\\ud800"', 'accepted'],
    ['', 'not_json'],
    ['{', 'not_json'],
    ['{"a"}', 'not_json'],
    ['{"a":}', 'not_json'],
    ['{"a":1,}', 'not_json'],
    ['{,"a":1}', 'not_json'],
    ['[1,]', 'not_json'],
    ['[1}', 'not_json'],
    ['01', 'not_json'],
    ['1.', 'not_json'],
    ['1e', 'not_json'],
    ['+1', 'not_json'],
    ['NaN', 'not_json'],
    ['tru', 'not_json'],
    ["{'a':1}", 'not_json'],
    ['{"a":1} {}', 'not_json'],
    ['"a\nb"', 'not_json'],
    ['"\\x"', 'not_json'],
    ['"\\u12g4"', 'not_json'],
    ['"unfinished', 'not_json'],
    ['"unfinished\\', 'not_json'],
    ['\ufeff{}', 'not_json'],
    ['{"a":1,"a":1}', 'duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['{"\\u4e2d":1,"中":2}', 'duplicate_key'],
    ['{"":1,"":2}', 'duplicate_key'],
    ['{"x":{"a":{},"a":[]}}', 'duplicate_key'],
    ['{"__proto__":1}', 'forbidden_key'],
    ['{"\\u005f_proto__":1}', 'forbidden_key'],
    ['{"a":[{"constructor":{"prototype":{}}}]}', 'forbidden_key'],
    ['{"prototype":1}', 'forbidden_key'],
    ['{"a":"__proto__"}', 'accepted'],
  ])('%j is %s', (text, result) => {
    expect(guard(text)).toBe(result);
  });

  it('refuses bytes that are no UTF-8', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc3, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0x22, 0xc0, 0x80, 0x22],
    ]) {
      expect(guard(Buffer.from(bytes))).toBe('not_json');
    }
  });

  it('bounds the depth, and a very deep text is refused without being read through', () => {
    expect(guard('['.repeat(32) + ']'.repeat(32))).toBe('accepted');
    expect(guard('['.repeat(33) + ']'.repeat(33))).toBe('too_deep');
    expect(guard('[{"a":[]}]', { maxDepth: 2 })).toBe('too_deep');
    expect(guard('['.repeat(100_000))).toBe('too_deep');
    expect(guard('{"a":'.repeat(100_000))).toBe('too_deep');
  });

  it('bounds the size', () => {
    expect(guard('"12345678"', { maxBytes: 10 })).toBe('accepted');
    expect(guard('"123456789"', { maxBytes: 10 })).toBe('too_large');
  });

  it('takes a wide object and finds the one repeated key in it', () => {
    const members = Array.from({ length: 20_000 }, (_, index) => `"key${index}":${index}`);
    expect(guard(`{${members.join(',')}}`)).toBe('accepted');
    expect(guard(`{${members.join(',')},"key777":0}`)).toBe('duplicate_key');
  });

  it('shows a key, but no value, and not more of a key than needed', () => {
    const refuse = () => {
      guardJson(Buffer.from(`{"${'k'.repeat(500)}":"secret value","${'k'.repeat(500)}":2}`));
    };
    expect(refuse).toThrow(/^the body is not accepted: the key "k{40}" is given twice/);
    expect(refuse).not.toThrow(/secret/);
  });

  it('agrees with JSON.parse on every text that is made of JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const expected = /"(?:__proto__|prototype|constructor)":/.test(text) ? 'forbidden_key' : 'accepted';
        expect(guard(text)).toBe(expected);
      }),
    );
  });

  it('agrees with JSON.parse on JSON that was damaged', () => {
    const piece = fc.constantFrom(
      ...Array.from('{}[]",:\\ \n\t0123456789.eE+-truefalsn\u0001é中u'),
      '\\u00',
      '""',
      '{}',
    );
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.array(piece, { maxLength: 3 }),
        damage,
      ),
      { numRuns: 3000 },
    );

    function damage(text: string, place: number, cut: number, pieces: string[]): void {
      const at = place % (text.length + 1);
      const damaged = text.slice(0, at) + pieces.join('') + text.slice(at + cut);
      const result = guard(damaged);
      if (result === 'accepted') expect(parses(damaged)).toBe(true);
      if (result === 'not_json') expect(parses(damaged)).toBe(false);
    }
  });

  it('finds a repeated key however it is written and however many keys there are', () => {
    const written = (key: string, escape: boolean): string =>
      escape
        ? Array.from(
            { length: key.length },
            (_, index) => `\\u${key.charCodeAt(index).toString(16).padStart(4, '0')}`,
          ).join('')
        : JSON.stringify(key).slice(1, -1);
    const key = fc.oneof(
      fc.constantFrom('a', 'b', 'aa', 'é', '中', '"', '\\'),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 40 }), (keys) => {
        const forbidden = keys.findIndex(([name]) =>
          ['__proto__', 'prototype', 'constructor'].includes(name),
        );
        fc.pre(forbidden === -1);
        const text = `{${keys.map(([name, escape]) => `"${written(name, escape)}":0`).join(',')}}`;
        const repeated = new Set(keys.map(([name]) => name)).size < keys.length;
        expect(guard(text)).toBe(repeated ? 'duplicate_key' : 'accepted');
      }),
      { numRuns: 1000 },
    );
  });
});
