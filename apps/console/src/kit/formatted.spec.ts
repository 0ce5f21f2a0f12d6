import * as fc from 'fast-check';
import { formatted } from './formatted.js';

it('shows JSON by lines, and its numbers digit by digit', () => {
  expect(formatted('{"a":9007199254740993.10,"b":[],"c":[1,{"d":"x, {y}: \\"z\\""}]}')).toBe(
    [
      '{',
      '  "a": 9007199254740993.10,',
      '  "b": [],',
      '  "c": [',
      '    1,',
      '    {',
      '      "d": "x, {y}: \\"z\\""',
      '    }',
      '  ]',
      '}',
    ].join('\n'),
  );
});

it('says the same JSON, whatever it is', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(formatted(text))).toEqual(JSON.parse(text));
    }),
  );
});

it('shows XML by lines, and leaves anything else as it is', () => {
  expect(formatted('<a><b>1</b><c/></a>')).toBe('<a>\n  <b>1</b>\n  <c/>\n</a>');
  expect(formatted('a=1&b=2')).toBe('a=1&b=2');
  expect(formatted('[1,2')).toBe('[1,2');
});
