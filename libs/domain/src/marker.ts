/** Crockford's letters: none that a person could mix up. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const MARKER = new RegExp(`SP-[${LETTERS}]{${String(LENGTH)}}(?![0-9A-Z])`);

/**
 * A text that we write into an order at a vendor and know again, e.g. `SP-7K2M9QRSTV0A1BCD`.
 * @param random at least 16 random bytes
 */
export const newMarker = (random: Uint8Array): string =>
  `SP-${Array.from(random.subarray(0, LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;

/** The first marker in a remark, or undefined. */
export const markerIn = (remark: string): string | undefined => MARKER.exec(remark)?.[0];
