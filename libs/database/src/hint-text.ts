import { HINT_KINDS, type Hint, type HintKind } from '#domain/hint.js';
import { ofKind } from './hint-box.js';

/** PostgreSQL takes a payload of less than 8,000 bytes. */
const MOST_BYTES = 7_900;

/** By kind: the ids by store (`''`: of none); null: something of this kind. */
type Packed = Partial<Record<HintKind, Readonly<Record<string, readonly string[]>> | null>>;

/**
 * Hints as the payload of one NOTIFY. Kinds of which there is too much are told by themselves, those of the most first,
 * so that the rest still says what it was.
 */
export function hintText(hints: readonly Hint[]): string {
  const packed: Packed = {};
  for (const kind of HINT_KINDS) {
    const ofThis = hints.filter((hint) => hint.kind === kind);
    if (ofThis.length > 0) packed[kind] = packedIds(ofThis);
  }
  const sizes = Object.entries(packed).map(([kind, ids]) => ({ kind, bytes: JSON.stringify(ids).length }));
  for (const { kind } of sizes.sort((a, b) => b.bytes - a.bytes)) {
    if (Buffer.byteLength(JSON.stringify(packed)) <= MOST_BYTES) break;
    packed[kind as HintKind] = null;
  }
  return JSON.stringify(packed);
}

/** @returns the hints of a payload; none of what is no payload of ours, or of a kind that a later version has */
export function hintsIn(text: string): Hint[] {
  const packed = parsed(text);
  return HINT_KINDS.flatMap((kind) => {
    const ids = packed[kind];
    if (ids === undefined) return [];
    if (ids === null) return [ofKind(kind)];
    return Object.entries(ids).flatMap(([store, short]) =>
      short.map((id) => ({ kind, id: long(id), storeId: store === '' ? null : long(store) })),
    );
  });
}

function packedIds(hints: readonly Hint[]): Record<string, string[]> | null {
  const ids: Record<string, string[]> = {};
  for (const { id, storeId } of hints) {
    if (id === null) return null;
    (ids[storeId === null ? '' : short(storeId)] ??= []).push(short(id));
  }
  return ids;
}

function parsed(text: string): Packed {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Before what is no UUID; those are written in 22 letters. */
const AS_IT_IS = '=';

const short = (id: string): string =>
  UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') : AS_IT_IS + id;

const long = (text: string): string => {
  if (text.startsWith(AS_IT_IS)) return text.slice(1);
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
