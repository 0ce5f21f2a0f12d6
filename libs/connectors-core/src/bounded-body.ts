import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** What vendors may send; named in every request. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** More than one layer has no honest use, and each layer multiplies a bomb. */
const MAX_LAYERS = 2;
const ZLIB_METHOD = 8;

export class BodyFault extends Error {
  override readonly name = 'BodyFault';
}

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const unpackZlib: Unpack = promisify(inflate);
const unpackRaw: Unpack = promisify(inflateRaw);

/** "deflate" is zlib by the book, and bare deflate from some servers. */
const unpackDeflate: Unpack = (bytes, options) =>
  ((bytes[0] ?? 0) & 0x0f) === ZLIB_METHOD ? unpackZlib(bytes, options) : unpackRaw(bytes, options);

const UNPACK: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', unpackDeflate],
  ['br', promisify(brotliDecompress)],
]);

/** The pieces of an answer as they arrive, up to a bound. */
export class BoundedBody {
  private readonly pieces: Buffer[] = [];
  length = 0;

  constructor(private readonly maxBytes: number) {}

  /** @throws BodyFault as soon as the bound is passed */
  add(piece: Buffer): void {
    this.length += piece.length;
    if (this.length > this.maxBytes) throw tooLarge(this.maxBytes);
    this.pieces.push(piece);
  }

  bytes(): Buffer {
    return Buffer.concat(this.pieces, this.length);
  }
}

const tooLarge = (maxBytes: number): BodyFault =>
  new BodyFault(`the answer is larger than ${maxBytes.toString()} bytes`);

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

/**
 * Undoes the content encoding; the bound holds for what comes out as well.
 * @throws BodyFault for an unknown encoding, damaged bytes, or more than `maxBytes`
 */
export async function decompress(
  bytes: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const layers = encodings(encoding);
  if (layers.length > MAX_LAYERS) throw new BodyFault('the answer is compressed more than twice');
  let unpacked = bytes;
  for (const layer of layers.toReversed()) {
    if (unpacked.length === 0) break;
    unpacked = await unpackLayer(unpacked, layer, maxBytes);
  }
  return unpacked;
}

const encodings = (header = ''): string[] =>
  header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');

async function unpackLayer(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const unpack = UNPACK.get(encoding);
  if (unpack === undefined) throw new BodyFault('the answer has an unknown content encoding');
  try {
    return await unpack(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge(maxBytes);
    throw new BodyFault(`the answer's ${encoding} encoding is damaged`);
  }
}
