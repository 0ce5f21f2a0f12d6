import fc from 'fast-check';
import { DataKey } from './data-key.js';
import { envelopeOf, headOf } from './envelope.js';
import { type MasterKey, MasterKeys } from './master-keys.js';
import { decrypt, encrypt } from './cipher.js';
import { unreadyHolders } from './rotating.js';
import { SecretError } from './secret-error.js';
import { writingKey } from './writing-key.js';

const ID = '018c0000-0000-7000-8000-000000000001';
const key = new DataKey(ID, 'account:a', Buffer.alloc(32, 1));
const master = (id: string, byte: number): MasterKey => ({ id, bytes: Buffer.alloc(32, byte) });
const bytes = fc.uint8Array({ maxLength: 200 });

describe('what is sealed', () => {
  it('is given back as it was, to its owner alone', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), bytes, (owner, other, plain) => {
        const { keyId, body } = envelopeOf(key.seal(owner, plain))!;
        expect(keyId).toBe(ID);
        expect(key.open(owner, body)).toEqual(Buffer.from(plain));
        if (other !== owner) expect(() => key.open(other, body)).toThrow(SecretError);
      }),
    );
  });

  it('is never the same twice', () => {
    const seals = new Set(
      Array.from({ length: 50 }, () => key.seal('a', Buffer.from('text')).toString('hex')),
    );
    expect(seals.size).toBe(50);
  });

  it('is refused when any byte of it was changed: nonce, tag and text', () => {
    const sealed = encrypt(key.bytes, 'a', Buffer.from('a secret'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => decrypt(key.bytes, 'a', changed)).toThrow(SecretError);
    }
  });

  it('is refused when it was cut, or of another key, and no error quotes it', () => {
    const sealed = encrypt(key.bytes, 'a', Buffer.from('a secret'));
    for (const length of [0, 11, 27, sealed.length - 1])
      expect(() => decrypt(key.bytes, 'a', sealed.subarray(0, length))).toThrow(SecretError);
    expect(() => decrypt(Buffer.alloc(32, 2), 'a', sealed)).toThrow(/^(?!.*a secret).*$/);
  });

  it('is told from what was sealed before there were envelopes', () => {
    fc.assert(
      fc.property(bytes, (body) => {
        expect(envelopeOf(Buffer.concat([headOf(ID), body]))).toEqual({ keyId: ID, body: Buffer.from(body) });
        expect(envelopeOf(body)).toBeUndefined();
      }),
    );
  });
});

describe('master keys', () => {
  const both = new MasterKeys([master('new', 2), master('0', 1)]);

  it('wrap a data key for its own place', () => {
    const wrapped = both.wrap('new', 'account:a 1', key.bytes);
    expect(both.unwrap('account:a 1', wrapped)).toEqual(key.bytes);
    expect(() => both.unwrap('account:b 1', wrapped)).toThrow(SecretError);
  });

  it('say which one is missing, and which is another one', () => {
    const wrapped = both.wrap('new', 'a', key.bytes);
    expect(() => new MasterKeys([master('0', 1)]).unwrap('a', wrapped)).toThrow('has no key "new"');
    expect(() => new MasterKeys([master('new', 9)]).unwrap('a', wrapped)).toThrow(
      '"new" of HUB_MASTER_KEY is not',
    );
  });

  it('read what was sealed under the first of all, as 0 alone', () => {
    const direct = encrypt(Buffer.alloc(32, 1), 'a', Buffer.from('text'));
    expect(both.openDirect('a', direct).toString()).toBe('text');
    expect(() => new MasterKeys([master('new', 1)]).openDirect('a', direct)).toThrow('has no key "0"');
  });

  it('are marked so that the same id with another key differs, and tell nothing of the key', () => {
    expect(both.mark('0')).toMatch(/^0:[0-9a-f]{16}$/);
    expect(both.mark('0')).toBe(new MasterKeys([master('0', 1)]).mark('0'));
    expect(both.mark('0')).not.toBe(new MasterKeys([master('0', 3)]).mark('0'));
    expect(both.mark('0')).not.toContain(Buffer.alloc(32, 1).toString('hex').slice(0, 8));
  });

  it('are of 32 bytes, and no two of one id', () => {
    expect(() => new MasterKeys([{ id: 'a', bytes: Buffer.alloc(31) }])).toThrow(SecretError);
    expect(() => new MasterKeys([master('a', 1), master('a', 2)])).toThrow(SecretError);
  });

  const marks = (...keys: [MasterKey, ...MasterKey[]]): string[] => {
    const masters = new MasterKeys(keys);
    return masters.ids.map((id) => masters.mark(id));
  };

  it.each([
    ['nobody else', [], 'new'],
    [
      'those who know it',
      [marks(master('new', 2), master('0', 1)), marks(master('0', 1), master('new', 2))],
      'new',
    ],
    ['one who does not know it', [marks(master('0', 1))], '0'],
    ['one who has another under its id', [marks(master('new', 7), master('0', 1))], '0'],
    ['one who knows none of ours', [marks(master('x', 7))], 'new'],
  ])('write with the first that all know, beside %s', (_who, others, id) => {
    expect(writingKey(both, others)).toBe(id);
  });

  it('name each hub that a rotation would cut off or that would undo it', () => {
    const told = unreadyHolders(both, [
      { instanceId: 'ready', marks: marks(master('new', 2)) },
      { instanceId: 'unknowing', marks: marks(master('0', 1)) },
      { instanceId: 'other', marks: marks(master('new', 7), master('0', 1)) },
      { instanceId: 'writing', marks: marks(master('0', 1), master('new', 2)) },
    ]);
    expect(told).toEqual([
      expect.stringMatching(/^The hub unknowing does not know the master key "new"/),
      expect.stringMatching(/^The hub other does not know the master key "new"/),
      expect.stringMatching(/^The hub writing writes with "0" still/),
    ]);
  });
});
