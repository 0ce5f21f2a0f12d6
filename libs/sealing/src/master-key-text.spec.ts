import fc from 'fast-check';
import { readMasterKeys } from './master-key-text.js';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const read = (text: string) => readMasterKeys(text).keys?.map(({ id, bytes }) => [id, bytes[0]]);

describe('HUB_MASTER_KEY', () => {
  it('takes one key without an id, as 0', () => {
    expect(read(key(7))).toEqual([['0', 7]]);
  });

  it('takes several, the first to write, with blanks where one likes', () => {
    expect(read(`2027:${key(1)},${key(2)}`)).toEqual([
      ['2027', 1],
      ['0', 2],
    ]);
    expect(read(` b : ${key(1)} , a-1_Z:${key(2)}, 0:${key(3)} `)).toEqual([
      ['b', 1],
      ['a-1_Z', 2],
      ['0', 3],
    ]);
  });

  it.each([
    ['no base64', 'x', 'is not 32 bytes in base64: make one'],
    ['31 bytes', `b:${Buffer.alloc(31).toString('base64')}`, 'is not 32 bytes in base64: make one'],
    [
      'a fault in the second',
      `b:${key(1)},c:nonsense`,
      'has a fault in key 2, which is not 32 bytes in base64',
    ],
    ['a comma too many', `b:${key(1)},`, 'has a fault in key 2, which is not 32 bytes'],
    ['no id before the colon', `:${key(1)}`, 'has an id that is none: give up to 32'],
    ['an id of other characters', `a b:${key(1)}`, 'has an id that is none: give'],
    ['an id that is too long', `${'a'.repeat(33)}:${key(1)}`, 'has an id that is none'],
    ['key and id the wrong way round', `${key(1)}:b`, 'has an id that is none'],
    ['one id twice', `b:${key(1)},c:${key(2)},b:${key(3)}`, 'gives keys 1 and 3 one id'],
    [
      'two without an id',
      `${key(1)},${key(2)}`,
      'gives keys 1 and 2 one id (a key without one has the id 0)',
    ],
    ['0 beside one without an id', `0:${key(1)},${key(2)}`, 'gives keys 1 and 2 one id'],
    ['one key twice', `b:${key(1)},c:${key(1)}`, 'has one key twice, as keys 1 and 2: leave one'],
    [
      'too many',
      Array.from({ length: 17 }, (_, at) => `k${String(at)}:${key(at)}`).join(),
      'more than 16 keys: leave',
    ],
  ])('refuses %s, and says what to do', (_what, text, fault) => {
    expect(readMasterKeys(text).fault).toContain(fault);
  });

  it('never repeats what was given: any part of it may be a key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.boolean(), (text, isId) => {
        const { fault } = readMasterKeys(isId ? `${text}:${key(1)}` : `b:${text}`);
        if (fault !== undefined && /^[A-Za-z0-9+/=]{8,}$/.test(text)) expect(fault).not.toContain(text);
      }),
    );
  });
});
