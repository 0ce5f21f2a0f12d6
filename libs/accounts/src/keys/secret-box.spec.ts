import fc from 'fast-check';
import { SecretBox, SecretError } from './secret-box.js';

const box = new SecretBox(Buffer.alloc(32, 1));

describe('SecretBox', () => {
  it('gives back what was sealed', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'binary' }), (owner, text) => {
        expect(box.open(owner, box.seal(owner, text))).toBe(text);
      }),
    );
  });

  it('never seals the same text the same way twice', () => {
    const seals = new Set(Array.from({ length: 50 }, () => box.seal('a', 'text').toString('hex')));
    expect(seals.size).toBe(50);
  });

  it('refuses every changed byte: nonce, tag and text', () => {
    const sealed = box.seal('a', 'a secret');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => box.open('a', changed)).toThrow(SecretError);
    }
  });

  it('refuses another owner, another key, and bytes that were cut', () => {
    const sealed = box.seal('a', 'a secret');
    expect(() => box.open('b', sealed)).toThrow(SecretError);
    expect(() => new SecretBox(Buffer.alloc(32, 2)).open('a', sealed)).toThrow(SecretError);
    for (const length of [0, 11, 27, sealed.length - 1]) {
      expect(() => box.open('a', sealed.subarray(0, length))).toThrow(SecretError);
    }
  });

  it('keeps the text out of its errors', () => {
    const sealed = box.seal('a', 'a secret');
    expect(() => box.open('b', sealed)).toThrow(/^(?!.*a secret).*$/);
  });

  it('wants a key of 32 bytes', () => {
    expect(() => new SecretBox(Buffer.alloc(31))).toThrow(SecretError);
  });
});
