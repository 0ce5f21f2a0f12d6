let bytesOf: ReadonlyMap<string, Buffer> | undefined;

/** Node reads GBK and does not write it: what each two bytes stand for, the other way round. */
function table(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const pairs = Array.from({ length: 0x7e * 0xc0 }, (_, at) =>
    Buffer.from([0x81 + Math.floor(at / 0xc0), 0x40 + (at % 0xc0)]),
  );
  return new Map(
    pairs.map((pair): [string, Buffer] => [decoder.decode(pair), pair]).filter(([text]) => text.length === 1),
  );
}

/** @throws Error for a character that GBK does not have in two bytes */
export function toGbk(text: string): Buffer {
  bytesOf ??= table();
  const known = bytesOf;
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = character < '\u0080' ? Buffer.from(character) : known.get(character);
      if (bytes === undefined) throw new Error(`not in GBK: ${character}`);
      return bytes;
    }),
  );
}
