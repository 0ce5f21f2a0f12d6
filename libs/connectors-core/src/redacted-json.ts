import { LosslessNumber, parseLossless, stringifyLossless } from './lossless-json.js';
import { bothNamed, type NamedNumbers, NO_NUMBERS, type Redaction } from './redaction.js';

type Members = Readonly<Record<string, unknown>>;

/** Undefined where the text is no object or list of JSON. */
export function documentOf(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return parseLossless(text) as object;
  } catch {
    return undefined;
  }
}

/** Undefined where it names other orders and not ours. */
export function redactedJson(document: object, redaction: Redaction): string | undefined {
  const { ours, others } = namedIn(document, undefined, redaction);
  if (!ours && others && countOthers(document, redaction) > 1) return undefined;
  return stringifyLossless(ours ? ofOrder(document, redaction) : blankedAll(document, redaction));
}

/** Of a part that names the order: all of it where it names no other, else what of it is the order's. */
function ofOrder(value: unknown, redaction: Redaction): unknown {
  const inner = innerDocument(value);
  if (inner !== undefined) return stringifyLossless(ofOrder(inner, redaction));
  if (!namedIn(value, undefined, redaction).others) return blankedAll(value, redaction);
  if (Array.isArray(value)) return value.map((item) => ofOrderOrAsItIs(item, redaction));
  if (!isObject(value)) return value;
  const isOwn = Object.entries(value).some(
    ([name, member]) => isScalar(member) && redaction.named(name, String(member)).ours,
  );
  return mapped(value, (name, member) => {
    const { ours, others } = namedIn(member, name, redaction);
    if (isOwn && !ours && !others) return blankedMember(name, member, redaction);
    return ofOrderOrAsItIs(member, redaction);
  });
}

const ofOrderOrAsItIs = (value: unknown, redaction: Redaction): unknown =>
  namedIn(value, undefined, redaction).ours ? ofOrder(value, redaction) : value;

function blankedAll(value: unknown, redaction: Redaction): unknown {
  const inner = innerDocument(value);
  if (inner !== undefined) return stringifyLossless(blankedAll(inner, redaction));
  if (Array.isArray(value)) return value.map((item) => blankedAll(item, redaction));
  return isObject(value) ? mapped(value, (name, member) => blankedMember(name, member, redaction)) : value;
}

function blankedMember(name: string, member: unknown, redaction: Redaction): unknown {
  return redaction.isPersonal(name) ? blanked(name, member, redaction) : blankedAll(member, redaction);
}

/** What is in an object under a personal name is personal whole. */
function blanked(name: string, value: unknown, redaction: Redaction): unknown {
  if (typeof value === 'string') return redaction.blank(name, value);
  if (isScalar(value)) return redaction.blank(name, String(value));
  if (Array.isArray(value)) return value.map((item) => blanked(name, item, redaction));
  return isObject(value)
    ? mapped(value, (inner, member) => blanked(`${name}.${inner}`, member, redaction))
    : value;
}

function namedIn(value: unknown, name: string | undefined, redaction: Redaction): NamedNumbers {
  const inner = innerDocument(value);
  if (inner !== undefined) return namedIn(inner, undefined, redaction);
  if (isScalar(value)) return redaction.named(name, String(value));
  if (Array.isArray(value))
    return value.reduce<NamedNumbers>(
      (all, item) => bothNamed(all, namedIn(item, name, redaction)),
      NO_NUMBERS,
    );
  if (!isObject(value)) return NO_NUMBERS;
  return Object.entries(value).reduce<NamedNumbers>(
    (all, [member, said]) => bothNamed(all, namedIn(said, member, redaction)),
    NO_NUMBERS,
  );
}

/** How many different orders are named that are not ours. */
function countOthers(document: object, redaction: Redaction): number {
  const found = new Set<string>();
  const look = (value: unknown, name: string | undefined): void => {
    const inner = innerDocument(value);
    if (inner !== undefined) look(inner, undefined);
    else if (isScalar(value)) {
      if (redaction.named(name, String(value)).others) found.add(String(value));
    } else if (Array.isArray(value)) value.forEach((item) => look(item, name));
    else if (isObject(value)) Object.entries(value).forEach(([member, said]) => look(said, member));
  };
  look(document, undefined);
  return found.size;
}

/** Some send a document as a text in another. */
const innerDocument = (value: unknown): object | undefined =>
  typeof value === 'string' ? documentOf(value.trim()) : undefined;

const isScalar = (value: unknown): value is string | number | LosslessNumber =>
  typeof value === 'string' || typeof value === 'number' || value instanceof LosslessNumber;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);

const mapped = (value: Members, of: (name: string, member: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [name, of(name, member)]));
