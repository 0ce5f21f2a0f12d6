import { FIRST_ID, type MasterKey } from './master-keys.js';

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const KEY = /^[A-Za-z0-9+/]{43}=$/;
const MOST_KEYS = 16;
const MAKE_ONE = 'make one with `openssl rand -base64 32`';

export type ReadKeys =
  | { readonly keys: readonly [MasterKey, ...MasterKey[]]; readonly fault?: never }
  | {
      readonly keys?: never;
      /** What is wrong, then what to do; never a part of the text: any of it may be a key. */
      readonly fault: string;
    };

/** Reads `id:base64, …`; one without an id has the id `0`. */
export function readMasterKeys(text: string): ReadKeys {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > MOST_KEYS)
    return {
      fault: `has more than ${String(MOST_KEYS)} keys: leave out those that nothing is wrapped under`,
    };
  const read = parts.map((part, at) =>
    readKey(part, parts.length === 1 ? '' : `has a fault in key ${String(at + 1)}, which `),
  );
  const fault = read.find((one) => one.fault !== undefined)?.fault;
  const keys = read.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const [first, ...rest] = keys;
  if (fault !== undefined || first === undefined) return { fault: fault ?? `is empty: ${MAKE_ONE}` };
  const twice = sameIn(keys);
  return twice === undefined ? { keys: [first, ...rest] } : { fault: twice };
}

interface Read {
  readonly key?: MasterKey;
  readonly fault?: string;
}

function readKey(part: string, where: string): Read {
  const at = part.indexOf(':');
  const [id, text] = at < 0 ? [FIRST_ID, part] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  if (!ID.test(id))
    return {
      fault: `${where}has an id that is none: give up to 32 letters, digits, - and _ before the colon, such as 2027:…`,
    };
  if (!KEY.test(text)) return { fault: `${where}is not 32 bytes in base64: ${MAKE_ONE}` };
  return { key: { id, bytes: Buffer.from(text, 'base64') } };
}

function sameIn(keys: readonly MasterKey[]): string | undefined {
  const pairs = keys.flatMap((one, at) =>
    keys.slice(at + 1).map((other, by) => ({ one, other, at, to: at + by + 1 })),
  );
  const where = ({ at, to }: { at: number; to: number }): string =>
    `keys ${String(at + 1)} and ${String(to + 1)}`;
  const ids = pairs.find(({ one, other }) => one.id === other.id);
  if (ids !== undefined)
    return `gives ${where(ids)} one id (a key without one has the id ${FIRST_ID}): give each an id of its own`;
  const bytes = pairs.find(({ one, other }) => one.bytes.equals(other.bytes));
  return bytes && `has one key twice, as ${where(bytes)}: leave one of them out, or ${MAKE_ONE}`;
}
