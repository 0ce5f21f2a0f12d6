/**
 * Both vendors write clock fields in China Standard Time. The zone has had no daylight saving since
 * 1991, so a fixed +08:00 is exact for every order that the sandbox can hold.
 */
const OFFSET_MS = 8 * 3_600_000;
export const HOUR_MS = 3_600_000;

const TEXT = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

const shifted = (at: number): string => new Date(at + OFFSET_MS).toISOString();

/** `yyyy-MM-dd HH:mm:ss`, Asia/Shanghai. */
export const chinaText = (at: number): string => shifted(at).slice(0, 19).replace('T', ' ');

/** `yyyyMMddHHmmss`, Asia/Shanghai. */
export const chinaCompact = (at: number): string => chinaText(at).replaceAll(/\D/g, '');

/** ISO 8601 with the offset +08:00, to the second. */
export const chinaIso = (at: number): string => `${shifted(at).slice(0, 19)}+08:00`;

/** The first instant of the store-local hour; +08:00 is whole hours, so it is UTC's hour too. */
export const hourStart = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

function fromParts(parts: RegExpExecArray | null): number | null {
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const at = Date.parse(`${iso}+08:00`);
  // A date that does not exist (31 April, 24:00:00) rolls over or fails: it must write back as itself.
  return Number.isNaN(at) || shifted(at).slice(0, 19) !== iso ? null : at;
}

/** Reads `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai; null when it is not exactly that. */
export const parseChinaText = (text: string): number | null => fromParts(TEXT.exec(text));

/** Reads `yyyyMMddHHmmss` in Asia/Shanghai; null when it is not exactly that. */
export const parseChinaCompact = (text: string): number | null => fromParts(COMPACT.exec(text));
