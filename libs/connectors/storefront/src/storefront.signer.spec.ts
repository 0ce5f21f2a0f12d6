import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import fc from 'fast-check';
import { isSecret, isSigned, signature } from './storefront.signer.js';

interface Vector {
  readonly id: string;
  readonly secret: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly body: string;
  readonly expect: string;
}

const VECTORS = new URL('../../../../test/fixtures/storefront/signature-vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[];
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const message = { id: 'msg_1', timestamp: '1704418200', body: Buffer.from('{"orderNo":"店-1"}') };

describe('the Standard Webhooks signature', () => {
  it.each(vectors)('is right for $id', ({ secret, messageId, timestamp, body, expect: header }) => {
    const vector = { id: messageId, timestamp, body: Buffer.from(body) };
    expect(`v1,${signature(vector, secret)}`).toBe(header);
    expect(isSigned(header, vector, [secret])).toBe(true);
  });

  it('is the one that the scheme’s own library makes', () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 });
    fc.assert(
      fc.property(bytes, fc.string(), fc.integer({ min: 0, max: 4e9 }), (key, body, seconds) => {
        const secret = `whsec_${Buffer.from(key).toString('base64')}`;
        const text = Buffer.from(body).toString();
        const header = new Webhook(secret).sign('msg_1', new Date(seconds * 1000), text);
        const signed = { id: 'msg_1', timestamp: String(seconds), body: Buffer.from(text) };
        expect(isSigned(header, signed, [secret])).toBe(true);
        expect(isSigned(header, { ...signed, body: Buffer.from(`${text} `) }, [secret])).toBe(false);
      }),
    );
  });

  it('is looked for among all signatures and all secrets, so that secrets can rotate', () => {
    const right = `v1,${signature(message, SECRET)}`;
    const foreign = `v1,${signature(message, OTHER)}`;
    expect(isSigned(`v1a,xyz ${foreign} ${right}`, message, [SECRET])).toBe(true);
    expect(isSigned(right, message, [OTHER, SECRET])).toBe(true);
    expect(isSigned(foreign, message, [SECRET])).toBe(false);
    expect(isSigned(right, message, [])).toBe(false);
  });

  it.each(['', 'v1,', 'v1', ' ', 'v1a,AAAA', signature(message, SECRET), `v2,${signature(message, SECRET)}`])(
    'is not found in "%s"',
    (header) => {
      expect(isSigned(header, message, [SECRET])).toBe(false);
    },
  );

  it('is not made under a secret that is none: an empty key would be everybody’s', () => {
    expect(['whsec_', 'whsec_*', 'abc', ''].filter(isSecret)).toEqual([]);
    const empty = `v1,${signature(message, 'whsec_')}`;
    expect(isSigned(empty, message, ['whsec_', ''])).toBe(false);
  });
});
