import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FieldCase, TokenFields } from './zhimai.signer.js';
import { baseString, isToken, signToken } from './zhimai.signer.js';

interface Vector {
  readonly id: string;
  readonly openKey: string;
  readonly fieldCase: FieldCase;
  readonly fields: TokenFields;
  readonly base: string;
  readonly expect: string;
}

const VECTORS = new URL('../../../../test/fixtures/zhimai/signature-vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[];

describe('the Zhimai token', () => {
  it.each(vectors)('is $expect for $id', ({ openKey, fieldCase, fields, base, expect: token }) => {
    expect(baseString(fields, fieldCase)).toBe(base);
    expect(signToken(fields, openKey, fieldCase)).toBe(token);
  });

  it('covers the action where the account signs it', () => {
    const fields = { openId: 'o', grantCode: 'g', nonce: '1', timestamp: '2', action: 'a.b' };
    expect(baseString(fields, 'camel')).toBe('action=a.b&grantCode=g&nonce=1&openId=o&timestamp=2');
    expect(baseString(fields, 'pascal')).toBe('Action=a.b&GrantCode=g&Nonce=1&OpenId=o&Timestamp=2');
  });

  it.each(vectors)('of $id is recognised percent-encoded and plain', ({ openKey, fields, expect: token }) => {
    expect(isToken(token, fields, openKey)).toBe(true);
    expect(isToken(decodeURIComponent(token), fields, openKey)).toBe(true);
  });

  it('is refused when any character of it, of a field or of the key is another', () => {
    const word = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        word,
        word,
        word,
        word,
        word,
        fc.nat(),
        (openId, grantCode, nonce, timestamp, openKey, at) => {
          const fields = { openId, grantCode, nonce, timestamp };
          const token = signToken(fields, openKey, 'camel');
          const position = at % token.length;
          const altered = `${token.slice(0, position)}~${token.slice(position + 1)}`;
          expect(isToken(token, fields, openKey)).toBe(true);
          expect(isToken(altered, fields, openKey)).toBe(false);
          expect(isToken(token, { ...fields, nonce: `${nonce}1` }, openKey)).toBe(false);
          expect(isToken(token, fields, `${openKey}1`)).toBe(false);
        },
      ),
    );
  });

  it.each(['', '%', '%zz', 'Or9lA2EXVMzgpfFOrK7Ex0ao2cJ%3D', 'Or9lA2EXVMzgpfFOrK7Ex0ao2cI'])(
    'is not "%s"',
    (token) => {
      const [first] = vectors;
      if (!first) throw new Error('no vectors');
      expect(isToken(token, first.fields, first.openKey)).toBe(false);
    },
  );
});
