import type { z } from 'zod';
import { storable } from '#domain/storable.js';
import { messageOf } from './read-wire.js';

/** What stands in a vendor's object, field by field: one that cannot be read costs itself and no other. */
export interface WireFields<Shape extends z.ZodRawShape> {
  /** Null where a field is absent or cannot be read. */
  readonly fields: { readonly [Name in keyof Shape]: z.output<Shape[Name]> | null };
  /** Why those cannot be read, in words that follow the field's path. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** The paths of texts in which a character was cut in two, or is none that can be kept: it is U+FFFD now. */
  readonly halved: readonly string[];
}

/**
 * @param within where the object stands, e.g. `itemList.0.`, for the paths
 * @param exact fields that name something: a text with half a character in it is another name, so it is not read
 */
export function readFields<Shape extends z.ZodRawShape>(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
  { within = '', exact = [] }: { within?: string; exact?: readonly (keyof Shape & string)[] } = {},
): WireFields<Shape> {
  const fields: Record<string, unknown> = {};
  const unreadable = new Map<string, string>();
  const halved: string[] = [];
  for (const [name, schema] of Object.entries(shape)) {
    const read = (schema as z.ZodType).safeParse(own(value, name), { reportInput: true });
    const [issue] = read.error?.issues ?? [];
    const kept = typeof read.data === 'string' ? storable(read.data) : read.data;
    const isHalved = kept !== read.data;
    const isOther = isHalved && exact.includes(name);
    fields[name] = issue !== undefined || isOther ? null : kept;
    if (issue !== undefined) unreadable.set(within + name, messageOf(issue));
    else if (isOther) unreadable.set(within + name, 'holds half a character, or one that cannot be kept');
    else if (isHalved) halved.push(within + name);
  }
  return { fields: fields as WireFields<Shape>['fields'], unreadable, halved };
}

const own = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const INDEX = /^(?:0|[1-9]\d{0,5})$/;

/** PHP writes a list whose keys have gaps as an object: `{"0": …, "2": …}`. Undefined where it is neither. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (!isRecord(value) || !Object.keys(value).every((key) => INDEX.test(key))) return undefined;
  // Keys that are indices stand in ascending order, whatever the text's.
  return Object.values(value);
}
