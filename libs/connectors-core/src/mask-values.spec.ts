import fc from 'fast-check';
import { maskingOf } from './mask-values.js';

const masked = (values: string[], text: string): string => {
  const masking = maskingOf('*');
  masking.add(values);
  return masking.apply(text);
};

describe('maskingOf', () => {
  it('replaces every place of every value, the longest value first', () => {
    expect(masked(['secret1', 'secret12', 'another'], 'secret12 secret1secret1 an another!')).toBe(
      '* ** an *!',
    );
  });

  it('leaves short values alone: they would mask ordinary words', () => {
    expect(masked(['abcde', '1'], 'abcde 1')).toBe('abcde 1');
  });

  it('knows values that are written into a URL or into JSON', () => {
    const value = 'a/b+"c"\\中';
    expect(masked([value], `${value} ${encodeURIComponent(value)} ${JSON.stringify({ value })}`)).toBe(
      '* * {"value":"*"}',
    );
    expect(masked(['\ud800\ud800\ud800abc'], 'text')).toBe('text');
  });

  it('registers more at any time', () => {
    const masking = maskingOf('*');
    masking.add(['first-secret']);
    expect(masking.apply('first-secret second-secret')).toBe('* second-secret');
    masking.add(['second-secret']);
    expect(masking.apply('first-secret second-secret')).toBe('* *');
  });

  it('leaves no value in any text, and nothing else is lost', () => {
    const value = fc.stringMatching(/^[a-c]{6,9}$/);
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 5 }),
        fc.stringMatching(/^[a-c]{0,60}$/),
        (values, text) => {
          const result = masked(values, text);
          for (const each of values) expect(result).not.toContain(each);
          for (const part of result.split('*')) expect(text).toContain(part);
        },
      ),
    );
  });
});
