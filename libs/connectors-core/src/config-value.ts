import { fault, type Refusal, refusal } from '#domain/refusal.js';
import type { ConfigField, ConfigValue } from './config-field.js';
import type { FieldFault } from './webhook-refusal.js';

const LONGEST_TEXT = 4096;
const MOST_ENTRIES = 500;
const WHOLE_NUMBER = /^[+-]?\d{1,15}$/;
/** Control characters could break out of a header or a signed text. */
const CONTROL = /\p{Cc}/u;
const LIST_SEPARATOR = /[\n,]/;
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

export interface ReadValue {
  readonly value?: ConfigValue;
  readonly faults: readonly FieldFault[];
}

type FieldOf<T extends ConfigField['type']> = Extract<ConfigField, { type: T }>;

const bad = (field: string, said: Refusal): ReadValue => ({ faults: [{ field, ...said }] });
const good = (value: ConfigValue): ReadValue => ({ value, faults: [] });

/** Reads one given value as its field wants it; forms give numbers, flags and lists as text. */
export function readConfigValue(field: ConfigField, given: unknown): ReadValue {
  switch (field.type) {
    case 'text':
      return readText(field, given);
    case 'integer':
      return readInteger(field, given);
    case 'boolean':
      return readBoolean(field, given);
    case 'choice':
      return readChoice(field, given);
    case 'list':
      return readList(field, given);
    case 'map':
      return readMap(field, given);
    case 'flags':
      return readFlags(field, given);
  }
}

/** Text without the outer spaces that copying brings along; whole numbers are taken as their digits. */
function textOf(given: unknown): string | undefined {
  const text = typeof given === 'number' && Number.isSafeInteger(given) ? String(given) : given;
  return typeof text === 'string' ? text.trim() : undefined;
}

const NO_TEXT = refusal('must_be_text');

function textFault(text: string | undefined): Refusal | undefined {
  if (text === undefined) return NO_TEXT;
  if (text.length > LONGEST_TEXT) return refusal('must_not_be_longer', { most: LONGEST_TEXT });
  return CONTROL.test(text) ? refusal('must_not_have_line_breaks') : undefined;
}

function readText(field: FieldOf<'text'>, given: unknown): ReadValue {
  const text = textOf(given);
  const wrong = textFault(text);
  if (text === undefined || wrong !== undefined) return bad(field.name, wrong ?? NO_TEXT);
  const fits = field.pattern === undefined || new RegExp(`^(?:${field.pattern})$`, 'u').test(text);
  return fits ? good(text) : bad(field.name, refusal('has_not_the_form'));
}

function readInteger({ name, min, max }: FieldOf<'integer'>, given: unknown): ReadValue {
  const number = typeof given === 'string' && WHOLE_NUMBER.test(given.trim()) ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    return bad(name, refusal('must_be_whole_number'));
  if (min !== undefined && number < min) return bad(name, refusal('must_be_at_least', { least: min }));
  if (max !== undefined && number > max) return bad(name, refusal('must_be_at_most', { most: max }));
  return good(number);
}

function readBoolean({ name }: FieldOf<'boolean'>, given: unknown): ReadValue {
  if (typeof given === 'boolean') return good(given);
  if (given === 'true' || given === 'false') return good(given === 'true');
  return bad(name, refusal('must_be_true_or_false'));
}

function readChoice({ name, choices }: FieldOf<'choice'>, given: unknown): ReadValue {
  const text = textOf(given);
  if (text !== undefined && Object.hasOwn(choices, text)) return good(text);
  return bad(name, oneOf(Object.keys(choices)));
}

function readList(field: FieldOf<'list'>, given: unknown): ReadValue {
  const { name, separator = LIST_SEPARATOR } = field;
  const parts: unknown = typeof given === 'string' ? given.split(separator) : given;
  if (!Array.isArray(parts)) return bad(name, refusal('must_be_list_of_texts'));
  if (parts.length > MOST_ENTRIES)
    return bad(name, refusal('must_not_have_more_entries', { most: MOST_ENTRIES }));
  const texts = parts.map(textOf);
  const faults = texts.flatMap((text, index) => {
    const said =
      textFault(text) ?? (text === undefined || text === '' ? undefined : field.entryFault?.(text));
    return said === undefined ? [] : [{ field: `${name}.${index.toString()}`, ...said }];
  });
  if (faults.length > 0) return { faults };
  return good([...new Set(texts.filter((text): text is string => text !== undefined && text !== ''))]);
}

function readMap({ name, values, entryFault }: FieldOf<'map'>, given: unknown): ReadValue {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return bad(name, refusal('must_be_object_of_texts'));
  }
  const entries = Object.entries(given).map(([key, value]) => [key.trim(), textOf(value)] as const);
  if (entries.length > MOST_ENTRIES)
    return bad(name, refusal('must_not_have_more_entries', { most: MOST_ENTRIES }));
  const faults = entries.flatMap(([key, text]) => {
    const said = UNSAFE_KEYS.has(key)
      ? refusal('name_not_allowed')
      : (textFault(key) ?? textFault(text) ?? valueFault(text, values) ?? entryFault?.(key, text ?? ''));
    return said === undefined ? [] : [{ field: `${name}.${key.slice(0, 40)}`, ...said }];
  });
  if (faults.length > 0) return { faults };
  return good(Object.fromEntries(entries.map(([key, text]) => [key, text ?? ''])));
}

const valueFault = (text: string | undefined, values: FieldOf<'map'>['values']): Refusal | undefined =>
  values === undefined || values.some((value) => value === text) ? undefined : oneOf(values);

const oneOf = (words: readonly string[]): Refusal => refusal('must_be_one_of', { words: words.join(', ') });

/** Only the flags that are given. */
function readFlags(field: FieldOf<'flags'>, given: unknown): ReadValue {
  const { name } = field;
  const flags = Object.keys(field.flags);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return bad(name, refusal('must_be_object_of_flags', { words: flags.join(', ') }));
  }
  const entries = Object.entries(given as Readonly<Record<string, unknown>>).map(
    ([flag, value]) => [flag, FLAG_WORDS.get(value)] as const,
  );
  const faults = entries.flatMap(([flag, value]) => {
    const field = `${name}.${flag.slice(0, 40)}`;
    if (!flags.includes(flag)) return [fault(field, 'is_none_of', { words: flags.join(', ') })];
    return value === undefined ? [fault(field, 'must_be_true_or_false')] : [];
  });
  return faults.length > 0 ? { faults } : good(Object.fromEntries(entries) as Flags);
}

type Flags = Readonly<Record<string, boolean>>;

/** The switches of a value that a field of type `flags` accepted. */
export const asFlags = (value: ConfigValue | undefined): Flags =>
  typeof value === 'object' && !Array.isArray(value) ? (value as Flags) : {};

const FLAG_WORDS = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
]);
