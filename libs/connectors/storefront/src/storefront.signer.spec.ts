import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import fc from 'fast-check';
import { isSigned, keysOf, secretFault, signature } from './storefront.signer.js';

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
const KEY = Buffer.alloc(24, 7);
const OTHER = Buffer.alloc(32, 9);
const message = { id: 'msg_1', timestamp: '1704418200', body: Buffer.from('{"orderNo":"店-1"}') };

describe('the Standard Webhooks signature', () => {
  it.each(vectors)('is right for $id', ({ secret, messageId, timestamp, body, expect: header }) => {
    const vector = { id: messageId, timestamp, body: Buffer.from(body) };
    const [key = Buffer.alloc(0)] = keysOf(secret);
    expect(`v1,${signature(vector, key)}`).toBe(header);
    expect(isSigned(header, vector, [key])).toBe(true);
  });

  it('is the one that the scheme’s own library makes', () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 });
    fc.assert(
      fc.property(bytes, fc.string(), fc.integer({ min: 0, max: 4e9 }), (key, body, seconds) => {
        const secret = `whsec_${Buffer.from(key).toString('base64')}`;
        const text = Buffer.from(body).toString();
        const header = new Webhook(secret).sign('msg_1', new Date(seconds * 1000), text);
        const signed = { id: 'msg_1', timestamp: String(seconds), body: Buffer.from(text) };
        expect(isSigned(header, signed, keysOf(secret))).toBe(true);
        expect(isSigned(header, { ...signed, body: Buffer.from(`${text} `) }, keysOf(secret))).toBe(false);
      }),
    );
  });

  it('is looked for among all signatures and all secrets, so that secrets can rotate', () => {
    const right = `v1,${signature(message, KEY)}`;
    const foreign = `v1,${signature(message, OTHER)}`;
    expect(isSigned(`v1a,xyz ${foreign} ${right}`, message, [KEY])).toBe(true);
    expect(isSigned(right, message, [OTHER, KEY])).toBe(true);
    expect(isSigned(foreign, message, [KEY])).toBe(false);
    expect(isSigned(right, message, [])).toBe(false);
  });

  it.each(['', 'v1,', 'v1', ' ', 'v1a,AAAA', signature(message, KEY), `v2,${signature(message, KEY)}`])(
    'is not found in "%s"',
    (header) => {
      expect(isSigned(header, message, [KEY])).toBe(false);
    },
  );
});

describe('a signing secret', () => {
  const random = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
  const spellings = (key: Buffer): string[] => [
    `whsec_${key.toString('base64')}`,
    `v1,whsec_${key.toString('base64')}`,
    key.toString('base64'),
    `v1,${key.toString('base64')}`,
    `whsec_${key.toString('base64url')}`,
    key.toString('base64url'),
    `whsec_${key.toString('base64').replaceAll('=', '')}`,
    ` whsec_${key.toString('base64')} `,
    `WHSEC_${key.toString('base64')}`,
  ];

  it('is understood in every spelling of the same bytes', () => {
    fc.assert(
      fc.property(random, (key) => {
        for (const secret of spellings(key)) {
          expect([secretFault(secret), keysOf(secret)[0]]).toEqual([undefined, key]);
        }
      }),
    );
  });

  it.each(['mysecretmysecretmysecretmysecret', 'Ab3_'.repeat(9), 'f0'.repeat(32)])(
    'without its mark may be the text %s as it is, too',
    (secret) => {
      expect(secretFault(secret)).toBeUndefined();
      expect(keysOf(secret)).toEqual([Buffer.from(secret, 'base64'), Buffer.from(secret)]);
    },
  );

  it.each([
    ['whsec_AAAB', 'this is the base64 of 3'],
    ['whsec_BwcHBwcHBwcHBwcHBwcHBw==', 'this is the base64 of 16'],
    [`whsec_${Buffer.alloc(23, 1).toString('base64')}`, 'this is the base64 of 23'],
    [`whsec_${Buffer.alloc(65, 1).toString('base64')}`, 'this is the base64 of 65'],
    ['hunter2', 'this is the base64 of 5'],
    ['whsec_', 'random bytes'],
    ['whsec_not base64 at all, but long enough for it', 'random bytes'],
    [`whsec_${'A'.repeat(33)}`, 'random bytes'],
    [`whpk_${Buffer.alloc(32, 1).toString('base64')}`, 'random bytes'],
    [`v2,whsec_${Buffer.alloc(32, 1).toString('base64')}`, 'random bytes'],
    [`whsec_${'密'.repeat(32)}`, 'random bytes'],
  ])('%s is none that may be saved', (secret, said) => {
    expect(secretFault(secret)?.message).toMatch(new RegExp(`^must be whsec_ .*${said}$`));
  });

  it('that is short and marked goes on signing what it signed; an empty one signs nothing', () => {
    expect(keysOf('whsec_AAAB')).toEqual([Buffer.from('AAAB', 'base64')]);
    for (const none of ['whsec_', 'whsec_*', 'whsec_AA', 'abc', 'hunter2', ''])
      expect(keysOf(none)).toEqual([]);
  });
});
