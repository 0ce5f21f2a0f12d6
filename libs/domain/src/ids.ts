const HEX_DIGITS_OF_TIME = 12;

/**
 * A UUID version 7 (RFC 9562 §5.7): ids sort by the millisecond they were made in.
 * @param random at least 10 bytes of cryptographic randomness
 */
export function uuidV7(at: Date, random: Uint8Array): string {
  const time = at.getTime().toString(16).padStart(HEX_DIGITS_OF_TIME, '0');
  const bytes = Buffer.from(random.subarray(0, 10));
  bytes.writeUInt8(0x70 | (bytes.readUInt8(0) & 0x0f), 0);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(2) & 0x3f), 2);
  const hex = bytes.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);
