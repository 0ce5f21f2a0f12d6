import { storable } from '#domain/storable.js';

/** How values of one type go to the server in its own binary form; what cannot go so is undefined. */
interface Encoding {
  /** Of the elements' type, as every PostgreSQL numbers it. */
  readonly oid: number;
  /** Bytes that the value takes; undefined: it goes as a text or not at all. */
  size(value: unknown): number | undefined;
  write(buffer: Buffer, value: never, at: number): void;
}

const HEX_OF_UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** 2000-01-01, ms: the server counts from there, in microseconds. */
const SERVER_EPOCH_MS = 946_684_800_000;
const INT_RANGE = 2 ** 31;
const WORD = 2 ** 32;

const isWhole = (value: unknown, below: number): value is number =>
  Number.isInteger(value) && (value as number) >= -below && (value as number) < below;

const microseconds = (date: Date): number => (date.getTime() - SERVER_EPOCH_MS) * 1000;

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  uuid: {
    oid: 2950,
    size: (value) => (typeof value === 'string' && HEX_OF_UUID.test(value) ? 16 : undefined),
    write: (buffer, value: string, at) => buffer.write(value.replaceAll('-', ''), at, 'hex'),
  },
  text: {
    oid: 25,
    size: (value) => (typeof value === 'string' ? Buffer.byteLength(value) : undefined),
    write: (buffer, value: string, at) => buffer.write(value, at),
  },
  bytea: {
    oid: 17,
    size: (value) => (Buffer.isBuffer(value) ? value.length : undefined),
    write: (buffer, value: Buffer, at) => value.copy(buffer, at),
  },
  boolean: {
    oid: 16,
    size: (value) => (typeof value === 'boolean' ? 1 : undefined),
    write: (buffer, value: boolean, at) => buffer.writeInt8(value ? 1 : 0, at),
  },
  smallint: {
    oid: 21,
    size: (value) => (isWhole(value, 2 ** 15) ? 2 : undefined),
    write: (buffer, value: number, at) => buffer.writeInt16BE(value, at),
  },
  int: {
    oid: 23,
    size: (value) => (isWhole(value, INT_RANGE) ? 4 : undefined),
    write: (buffer, value: number, at) => buffer.writeInt32BE(value, at),
  },
  timestamptz: {
    oid: 1184,
    size: (value) => (value instanceof Date && Number.isSafeInteger(microseconds(value)) ? 8 : undefined),
    write: (buffer, value: Date, at) => {
      const high = Math.floor(microseconds(value) / WORD);
      buffer.writeInt32BE(high, at);
      buffer.writeUInt32BE(microseconds(value) - high * WORD, at + 4);
    },
  },
};

/** Dimensions, whether there are nulls, the type, the length, and where it begins; four bytes each. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * An array as the server keeps it: neither side escapes, quotes or parses anything. Undefined where the type, or one of the
 * values, is none that goes so: then it goes as a text, and the server says what is wrong with it.
 */
export function binaryArray(type: string, given: readonly unknown[]): Buffer | undefined {
  const encoding = ENCODINGS[type];
  if (encoding === undefined || given.length === 0) return undefined;
  const values = given.map((value) => (typeof value === 'string' ? storable(value) : (value ?? null)));
  const sizes = values.map((value) => (value === null ? 0 : encoding.size(value)));
  let bytes = HEADER_BYTES;
  for (const size of sizes) {
    if (size === undefined) return undefined;
    bytes += LENGTH_BYTES + size;
  }
  const buffer = Buffer.allocUnsafe(bytes);
  let at = writeHeader(buffer, encoding.oid, values);
  values.forEach((value, index) => {
    const size = sizes[index] ?? 0;
    buffer.writeInt32BE(value === null ? -1 : size, at);
    if (value !== null) encoding.write(buffer, value as never, at + LENGTH_BYTES);
    at += LENGTH_BYTES + size;
  });
  return buffer;
}

function writeHeader(buffer: Buffer, oid: number, values: readonly unknown[]): number {
  const header = [1, values.includes(null) ? 1 : 0, oid, values.length, 1];
  header.forEach((field, at) => buffer.writeInt32BE(field, at * LENGTH_BYTES));
  return HEADER_BYTES;
}
