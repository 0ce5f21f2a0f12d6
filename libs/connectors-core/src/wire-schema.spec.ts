import fc from 'fast-check';
import { z } from 'zod';
import { parseLossless } from './lossless-json.js';
import { wireDecimal, wireFlag, wireInteger, wireOptional, wireText } from './wire-schema.js';

const read = (schema: z.ZodType, json: string): unknown => {
  const result = schema.safeParse(parseLossless(json));
  return result.success ? result.data : `! ${result.error.issues[0]?.message ?? ''}`;
};

describe('wire schemas', () => {
  it.each([
    ['"ZM1"', 'ZM1'],
    ['" ZM1 "', 'ZM1'],
    ['17', '17'],
    ['880123456789012345', '880123456789012345'],
    ['""', '! is missing'],
    ['null', '! is missing'],
    ['"  "', '! is not a text'],
    ['[]', '! is not a text'],
    ['true', '! is not a text'],
  ])('wireText reads %s as %s', (json, text) => {
    expect(read(wireText, json)).toBe(text);
  });

  it.each([
    ['4000', '4000'],
    ['"4000"', '4000'],
    ['-12', '-12'],
    ['"007"', '7'],
    ['4000.0', '4000'],
    ['1E+4', '10000'],
    ['880123456789012345', '880123456789012345'],
    ['12.5', '! is not a whole number'],
    ['"12,000"', '! is not a whole number'],
    ['1e999999999', '! is not a whole number'],
    ['""', '! is missing'],
  ])('wireInteger reads %s as %s', (json, digits) => {
    expect(read(wireInteger, json)).toBe(digits);
  });

  it.each([
    ['128.50', '128.50'],
    ['"128.50"', '128.50'],
    ['0.1', '0.1'],
    ['3', '3'],
    ['1.5E7', '15000000'],
    ['25e-3', '0.025'],
    ['9.99e99', '! is not a decimal number'],
    ['"1e999999999"', '! is not a decimal number'],
    ['"¥3"', '! is not a decimal number'],
    ['".5"', '! is not a decimal number'],
    [`"${'9'.repeat(65)}"`, '! is not a decimal number'],
  ])('wireDecimal reads %s as %s', (json, decimal) => {
    expect(read(wireDecimal, json)).toBe(decimal);
  });

  it.each([
    ['true', true],
    ['"TRUE"', true],
    ['1', true],
    ['false', false],
    ['"false"', false],
    ['"0"', false],
    ['"yes"', '! is not true or false'],
    ['""', '! is missing'],
  ])('wireFlag reads %s as %s', (json, flag) => {
    expect(read(wireFlag, json)).toBe(flag);
  });

  it('refuses a number that has lost digits before it came here', () => {
    expect(wireInteger.safeParse(2 ** 60).success).toBe(false);
    expect(wireDecimal.safeParse(Number.POSITIVE_INFINITY).success).toBe(false);
  });

  it('wireOptional makes missing, null and "" null, and checks the rest', () => {
    const schema = z.object({ payAt: wireOptional(wireText), paid: wireOptional(wireFlag) });
    expect(schema.parse({})).toEqual({ payAt: null, paid: null });
    expect(schema.parse({ payAt: '', paid: null })).toEqual({ payAt: null, paid: null });
    expect(schema.parse({ payAt: 5, paid: 'false' })).toEqual({ payAt: '5', paid: false });
    expect(schema.safeParse({ payAt: {} }).success).toBe(false);
    const output: { payAt: string | null; paid: boolean | null } = schema.parse({});
    expect(output.paid).toBeNull();
  });

  it('an integer keeps every digit, as number or as text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
        expect(read(wireInteger, number.toString())).toBe(number.toString());
        expect(read(wireInteger, `"${number.toString()}"`)).toBe(number.toString());
      }),
    );
  });
});
