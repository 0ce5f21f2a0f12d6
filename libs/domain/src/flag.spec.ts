import fc from 'fast-check';
import { flag, flagParams, flagParts, flagText, FLAGS } from './flag.js';

describe('flags', () => {
  it('are a code, and a parameter where the code has one', () => {
    expect(flag('same_instant')).toBe('same_instant');
    expect(flag('unknown_store', 'S:1')).toBe('unknown_store:S:1');
    expect(flagParams('unknown_store', 'S:1')).toEqual({ code: 'S:1' });
    expect(flagParams('same_instant', '')).toEqual({});
    expect(flagParams('of_an_older_version', 'x')).toEqual({});
    expect(flagParams('toString', 'x')).toEqual({});
  });

  it('are put together and taken apart without loss', () => {
    const code = fc.constantFrom(...Object.keys(FLAGS));
    fc.assert(
      fc.property(code, fc.string({ unit: 'binary' }), (of, param) => {
        expect(flagParts(flagText(of, param))).toEqual({ code: of, param });
      }),
    );
  });

  it('have codes that a text can be split by', () => {
    for (const code of Object.keys(FLAGS)) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });
});
