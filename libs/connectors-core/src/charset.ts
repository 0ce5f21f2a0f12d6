import { isUtf8 } from 'node:buffer';

/** A byte that is no part of a character in the charset that is used, and its place in the bytes as they came. */
export class CharsetFault extends Error {
  override readonly name = 'CharsetFault';

  constructor(
    readonly what: 'not UTF-8' | 'not GBK or GB 18030 as it declares',
    readonly position: number,
  ) {
    super(`${what} (byte ${position.toString()})`);
  }
}

/** All that 国标 names: GB 18030 reads what any of them wrote. */
const GB = /^(?:gbk|gb18030|gb2312|gb_2312(?:-80)?|x-gbk|euc-cn|cp936|ms936|windows-936|chinese)$/i;
export const declaresGb = (label: string | undefined): boolean => label !== undefined && GB.test(label);
const UTF8 = /^(?:unicode-1-1-)?utf-?8$/i;

const BOM = Buffer.from('\ufeff');
const GB_BOM = Buffer.from([0x84, 0x31, 0x95, 0x33]);

const CHARSET_PARAMETER = /;\s*charset\s*=\s*(?:"([^"]{1,40})"|'([^']{1,40})'|([^\s;"']{1,40}))/i;

/** What a content type's `charset` parameter names; undefined where there is none. */
export function charsetOf(contentType: string | undefined): string | undefined {
  const [, double, single, bare] = CHARSET_PARAMETER.exec(contentType ?? '') ?? [];
  return (double ?? single ?? bare)?.trim();
}

const XML_ENCODING = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{1,100}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/;
const LONGEST_DECLARATION = 256;

/** What an XML text's own declaration names; undefined where it names none, or the text is no XML. */
export const xmlEncodingOf = (bytes: Buffer): string | undefined =>
  XML_ENCODING.exec(bytes.subarray(0, LONGEST_DECLARATION).toString('latin1'))?.[1];

/**
 * A text's bytes as UTF-8, without the byte order mark that they may begin with. What is declared counts where it
 * names a charset of China's; whatever else is declared, the text must be UTF-8: servers write such words by habit.
 * @param declared what the header, and the text itself, say; undefined where they say nothing
 * @throws CharsetFault at the first byte that does not fit
 */
export function asUtf8(bytes: Buffer, ...declared: readonly (string | undefined)[]): Buffer {
  if (bytes.subarray(0, BOM.length).equals(BOM)) return utf8(bytes).subarray(BOM.length);
  const labels = declared.filter((label) => label !== undefined);
  return labels.some(declaresGb) && !contradicts(bytes, labels) ? fromGb(bytes) : utf8(bytes);
}

/**
 * A declaration by habit over a text that is UTF-8: another one says so, or the text has characters of three bytes
 * or more. Those of two bytes alone prove nothing: 一 in GBK is one.
 */
const contradicts = (bytes: Buffer, labels: readonly string[]): boolean =>
  isUtf8(bytes) && (labels.some((label) => UTF8.test(label)) || bytes.some((byte) => byte >= 0xe0));

/** @throws CharsetFault */
export function assertUtf8(bytes: Buffer): void {
  if (!isUtf8(bytes)) throw new CharsetFault('not UTF-8', firstBad(bytes, utf8Length));
}

function utf8(bytes: Buffer): Buffer {
  assertUtf8(bytes);
  return bytes;
}

function fromGb(bytes: Buffer): Buffer {
  try {
    const text = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(bytes);
    return Buffer.from(bytes.subarray(0, GB_BOM.length).equals(GB_BOM) ? text.slice(1) : text);
  } catch (error) {
    if (!isUnfit(error)) throw error;
    throw new CharsetFault('not GBK or GB 18030 as it declares', firstBad(bytes, gbLength));
  }
}

const isUnfit = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** How many bytes the character at a place has; 0 where none begins there. */
type Length = (bytes: Buffer, at: number) => number;

function firstBad(bytes: Buffer, lengthAt: Length): number {
  let at = 0;
  while (at < bytes.length) {
    const length = (bytes[at] ?? 0) < 0x80 ? 1 : lengthAt(bytes, at);
    if (length === 0) break;
    at += length;
  }
  return at;
}

const utf8Length: Length = (bytes, at) =>
  [2, 3, 4].find((length) => at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) ?? 0;

const gbLength: Length = (bytes, at) => [1, 2, 4].find((length) => isOneGb(bytes, at, length)) ?? 0;

function isOneGb(bytes: Buffer, at: number, length: number): boolean {
  if (at + length > bytes.length) return false;
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes.subarray(at, at + length));
    return true;
  } catch {
    return false;
  }
}
