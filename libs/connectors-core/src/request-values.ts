import { markerIn } from '#domain/marker.js';
import { LosslessNumber, parseLossless } from './lossless-json.js';

/** As names are compared: case, `-` and `_` do not matter. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

/**
 * The texts that stand under these names in a request's body: JSON, XML or a form. What is in an object under such
 * a name counts whole.
 */
export function valuesNamed(body: Buffer | string | undefined, names: readonly string[]): string[] {
  const text = (body ?? '').toString().trim();
  if (text === '' || names.length === 0) return [];
  const wanted = new Set(names.map(plainName));
  // Our own marker is no person's, and is what an order is found by.
  return valuesIn(text, wanted).map((value) => value.replace(markerIn(value) ?? '', ''));
}

function valuesIn(text: string, wanted: ReadonlySet<string>): string[] {
  if (text.startsWith('{') || text.startsWith('[')) return inDocument(jsonOf(text), wanted, false);
  if (text.startsWith('<')) return inElements(text, wanted);
  return [...new URLSearchParams(text)].flatMap(([name, value]) =>
    wanted.has(plainName(name)) ? [value] : [],
  );
}

function jsonOf(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return null;
  }
}

function inDocument(value: unknown, wanted: ReadonlySet<string>, counts: boolean): string[] {
  // Some send a document as a text in another.
  if (typeof value === 'string' && !counts && /^\s*[[{]/.test(value))
    return inDocument(jsonOf(value), wanted, false);
  if (typeof value === 'string' || typeof value === 'number' || value instanceof LosslessNumber)
    return counts ? [value.toString()] : [];
  if (Array.isArray(value)) return value.flatMap((member) => inDocument(member, wanted, counts));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    inDocument(member, wanted, counts || wanted.has(plainName(name))),
  );
}

const inElements = (text: string, wanted: ReadonlySet<string>): string[] =>
  [...text.matchAll(/<([\w:.-]{1,64})(?:\s[^>]{0,200})?>([^<]{1,4000})</g)].flatMap(
    ([, name = '', value = '']) => (wanted.has(plainName(name)) ? [value] : []),
  );
