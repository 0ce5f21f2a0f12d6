import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { BodyFault, BoundedBody, decompress } from './bounded-body.js';

const text = Buffer.from('{"status":true,"message":"成功"}'.repeat(50));
const MAX = 10_000;

describe('BoundedBody', () => {
  it('takes pieces up to its bound', () => {
    const body = new BoundedBody(5);
    body.add(Buffer.from('abc'));
    body.add(Buffer.from('de'));
    expect(body.bytes().toString()).toBe('abcde');
    expect(() => {
      body.add(Buffer.from('f'));
    }).toThrow(BodyFault);
  });
});

describe('decompress', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
    ['', text],
    ['deflate, gzip', gzipSync(deflateSync(text))],
  ])('undoes %s', async (encoding, bytes) => {
    expect(await decompress(bytes, encoding, MAX)).toEqual(text);
  });

  it('leaves a plain or an empty body alone', async () => {
    expect(await decompress(text, undefined, MAX)).toBe(text);
    expect(await decompress(Buffer.alloc(0), 'gzip', MAX)).toHaveLength(0);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(5_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(5_000_000))],
    ['deflate', deflateSync(Buffer.alloc(5_000_000))],
    ['gzip', Buffer.concat(Array.from({ length: 20 }, () => gzipSync(Buffer.alloc(1000))))],
  ])('bounds what comes out of %s', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(MAX);
    await expect(decompress(bomb, encoding, MAX)).rejects.toThrow(/larger than 10000 bytes/);
  });

  it('names damaged, unknown and layered encodings', async () => {
    await expect(decompress(text, 'gzip', MAX)).rejects.toThrow(/gzip encoding is damaged/);
    await expect(decompress(gzipSync(text).subarray(0, -5), 'gzip', MAX)).rejects.toThrow(BodyFault);
    await expect(decompress(text, 'zstd', MAX)).rejects.toThrow(/unknown content encoding/);
    await expect(decompress(text, 'gzip, gzip, gzip', MAX)).rejects.toThrow(/more than twice/);
  });
});
