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

const fault = (field: string, message: string): ReadValue => ({ faults: [{ field, message }] });
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

function textFault(text: string | undefined): string | undefined {
  if (text === undefined) return 'must be text';
  if (text.length > LONGEST_TEXT) return `must not be longer than ${LONGEST_TEXT.toString()} characters`;
  return CONTROL.test(text) ? 'must not hold line breaks or other control characters' : undefined;
}

function readText(field: FieldOf<'text'>, given: unknown): ReadValue {
  const text = textOf(given);
  const wrong = textFault(text);
  if (text === undefined || wrong !== undefined) return fault(field.name, wrong ?? 'must be text');
  const fits = field.pattern === undefined || new RegExp(`^(?:${field.pattern})$`, 'u').test(text);
  return fits ? good(text) : fault(field.name, 'has not the expected form');
}

function readInteger({ name, min, max }: FieldOf<'integer'>, given: unknown): ReadValue {
  const number = typeof given === 'string' && WHOLE_NUMBER.test(given.trim()) ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    return fault(name, 'must be a whole number');
  if (min !== undefined && number < min) return fault(name, `must be at least ${min.toString()}`);
  if (max !== undefined && number > max) return fault(name, `must be at most ${max.toString()}`);
  return good(number);
}

function readBoolean({ name }: FieldOf<'boolean'>, given: unknown): ReadValue {
  if (typeof given === 'boolean') return good(given);
  if (given === 'true' || given === 'false') return good(given === 'true');
  return fault(name, 'must be true or false');
}

function readChoice({ name, choices }: FieldOf<'choice'>, given: unknown): ReadValue {
  const text = textOf(given);
  if (text !== undefined && choices.includes(text)) return good(text);
  return fault(name, `must be one of: ${choices.join(', ')}`);
}

function readList(field: FieldOf<'list'>, given: unknown): ReadValue {
  const { name, separator = LIST_SEPARATOR } = field;
  const parts: unknown = typeof given === 'string' ? given.split(separator) : given;
  if (!Array.isArray(parts)) return fault(name, 'must be a list of texts');
  if (parts.length > MOST_ENTRIES)
    return fault(name, `must not have more than ${MOST_ENTRIES.toString()} entries`);
  const texts = parts.map(textOf);
  const faults = texts.flatMap((text, index) => {
    const message =
      textFault(text) ?? (text === undefined || text === '' ? undefined : field.entryFault?.(text));
    return message === undefined ? [] : [{ field: `${name}.${index.toString()}`, message }];
  });
  if (faults.length > 0) return { faults };
  return good([...new Set(texts.filter((text): text is string => text !== undefined && text !== ''))]);
}

function readMap({ name, values, entryFault }: FieldOf<'map'>, given: unknown): ReadValue {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return fault(name, 'must be an object of texts');
  }
  const entries = Object.entries(given).map(([key, value]) => [key.trim(), textOf(value)] as const);
  if (entries.length > MOST_ENTRIES)
    return fault(name, `must not have more than ${MOST_ENTRIES.toString()} entries`);
  const faults = entries.flatMap(([key, text]) => {
    const message = UNSAFE_KEYS.has(key)
      ? 'is not allowed as a name'
      : (textFault(key) ?? textFault(text) ?? valueFault(text, values) ?? entryFault?.(key, text ?? ''));
    return message === undefined ? [] : [{ field: `${name}.${key.slice(0, 40)}`, message }];
  });
  if (faults.length > 0) return { faults };
  return good(Object.fromEntries(entries.map(([key, text]) => [key, text ?? ''])));
}

const valueFault = (text: string | undefined, values: readonly string[] | undefined): string | undefined =>
  values === undefined || values.includes(text ?? '') ? undefined : `must be one of: ${values.join(', ')}`;

/** Only the flags that are given. */
function readFlags({ name, flags }: FieldOf<'flags'>, given: unknown): ReadValue {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return fault(name, `must be an object of true and false: ${flags.join(', ')}`);
  }
  const entries = Object.entries(given as Readonly<Record<string, unknown>>).map(
    ([flag, value]) => [flag, FLAG_WORDS.get(value)] as const,
  );
  const faults = entries.flatMap(([flag, value]) => {
    const field = `${name}.${flag.slice(0, 40)}`;
    if (!flags.includes(flag)) return [{ field, message: `is none of: ${flags.join(', ')}` }];
    return value === undefined ? [{ field, message: 'must be true or false' }] : [];
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
