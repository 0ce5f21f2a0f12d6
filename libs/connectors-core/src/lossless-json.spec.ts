import fc from 'fast-check';
import { JsonFault } from './json-fault.js';
import { LosslessNumber, parseLossless, stringifyLossless, unquotedNumber } from './lossless-json.js';

describe('parseLossless', () => {
  it('keeps whole safe numbers as numbers and every other number as its text', () => {
    expect(parseLossless('[0,-7,9007199254740991,true,null,"880123456789012345"]')).toEqual([
      0,
      -7,
      9007199254740991,
      true,
      null,
      '880123456789012345',
    ]);
    const texts = ['880123456789012345', '-9007199254740993', '12.50', '1.0', '1e3', '-0', '0.1'];
    expect(parseLossless(`[${texts.join(',')}]`)).toEqual(texts.map((text) => new LosslessNumber(text)));
  });

  it('reads bytes', () => {
    expect(parseLossless(Buffer.from('{"名":"张三"}'))).toEqual({ 名: '张三' });
  });

  it('refuses what is not JSON, not UTF-8 or very deep, in a bounded way', () => {
    expect(() => parseLossless('<html>')).toThrow(JsonFault);
    expect(() => parseLossless(Buffer.from([0x22, 0xff, 0x22]))).toThrow(JsonFault);
    expect(() => parseLossless('['.repeat(200_000))).toThrow(JsonFault);
    expect(() => parseLossless('{"a":1,"a":2}')).toThrow(SyntaxError);
  });

  it('does not let a key reach the prototype', () => {
    const value = parseLossless('{"__proto__":{"admin":true}}') as Record<string, unknown>;
    expect(value['admin']).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('gives every number back as it was written', () => {
    const number = fc.stringMatching(/^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,12})?(?:[eE][+-]?\d{1,3})?$/);
    const text = fc.array(
      fc.oneof(
        number,
        fc.json({ maxDepth: 2 }).filter((json) => !/[\d]/.test(json)),
      ),
    );
    fc.assert(
      fc.property(text, (members) => {
        const json = `[${members.join(',')}]`;
        expect(stringifyLossless(parseLossless(json))).toBe(json.replaceAll(/("(?:[^"\\]|\\.)*")|\s/g, '$1'));
      }),
    );
  });
});

describe('stringifyLossless', () => {
  it('writes digits without quotes', () => {
    const body = {
      productUid: unquotedNumber('880123456789012345'),
      price: unquotedNumber('12.50'),
      fen: 5n,
      no: undefined,
    };
    expect(stringifyLossless(body)).toBe('{"productUid":880123456789012345,"price":12.50,"fen":5}');
  });

  it('refuses what JSON cannot say', () => {
    expect(() => stringifyLossless({ a: Number.NaN })).toThrow(TypeError);
    expect(() => stringifyLossless(undefined)).toThrow(TypeError);
    for (const text of ['', '1,"admin":true', '0x10', '01', '1.', 'NaN']) {
      expect(() => unquotedNumber(text)).toThrow(TypeError);
    }
  });
});
