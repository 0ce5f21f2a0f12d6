import type { z } from 'zod';

/** Says yes to values alone that its schema takes. A no says nothing: the schema itself knows. */
export type QuickLook = (value: unknown) => boolean;

/** What a schema is made of is the same object in all copies of it that `describe` and `meta` make. */
type Definition = object;

/**
 * The quick look of a schema: a schema makes a value anew and gathers every fault, which whoever only wants to know whether
 * a value is taken pays many times over.
 *
 * @param leaves looks of schemas that transform, each under its schema
 * @throws Error when the schema has a part that no look is known for
 */
export function quickLookOf(
  schema: z.core.$ZodType,
  leaves: readonly (readonly [z.core.$ZodType, QuickLook])[],
): QuickLook {
  const known = new Map<Definition, QuickLook>(leaves.map(([leaf, look]) => [leaf._zod.def, look]));
  return lookOf(schema, known);
}

function lookOf(schema: z.core.$ZodType, known: ReadonlyMap<Definition, QuickLook>): QuickLook {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return known.get(def) ?? checkedLook(kindLook(def, known), checksOf(def));
}

function kindLook(
  def: z.core.$ZodTypes['_zod']['def'],
  known: ReadonlyMap<Definition, QuickLook>,
): QuickLook {
  switch (def.type) {
    case 'object':
      if (def.catchall !== undefined) break;
      return objectLook(Object.entries(def.shape).map(([name, part]) => [name, lookOf(part, known)]));
    case 'array':
      return arrayLook(lookOf(def.element, known));
    case 'string':
      if ('format' in def) break;
      return (value) => typeof value === 'string';
    case 'number':
      if (!('format' in def)) return Number.isFinite;
      if (def.format !== 'safeint') break;
      return Number.isSafeInteger;
    case 'enum':
      return enumLook(Object.values(def.entries));
    case 'optional':
      return besides(undefined, lookOf(def.innerType, known));
    case 'nullable':
      return besides(null, lookOf(def.innerType, known));
    default:
  }
  throw new Error(`no quick look is known for this schema of type ${def.type}`);
}

const besides =
  (taken: null | undefined, look: QuickLook): QuickLook =>
  (value) =>
    value === taken || look(value);

function enumLook(entries: readonly unknown[]): QuickLook {
  const taken = new Set(entries);
  return (value) => taken.has(value);
}

function objectLook(parts: readonly (readonly [string, QuickLook])[]): QuickLook {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const members = value as Record<string, unknown>;
    for (const [name, look] of parts) if (!look(members[name])) return false;
    return true;
  };
}

function arrayLook(look: QuickLook): QuickLook {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const member of value) if (!look(member)) return false;
    return true;
  };
}

/** `kind` first: checks are of values of that kind. */
function checkedLook(kind: QuickLook, checks: readonly QuickLook[]): QuickLook {
  if (checks.length === 0) return kind;
  return (value) => {
    if (!kind(value)) return false;
    for (const check of checks) if (!check(value)) return false;
    return true;
  };
}

const checksOf = ({ checks = [] }: z.core.$ZodTypeDef): readonly QuickLook[] =>
  checks.map((check) => checkLook((check as z.core.$ZodChecks)._zod.def));

const lengthOf = (value: unknown): number => (value as string | unknown[]).length;

function checkLook(def: z.core.$ZodChecks['_zod']['def']): QuickLook {
  switch (def.check) {
    case 'max_length':
      return (value) => lengthOf(value) <= def.maximum;
    case 'min_length':
      return (value) => lengthOf(value) >= def.minimum;
    case 'string_format':
      if (def.pattern === undefined) break;
      return matches(def.pattern);
    case 'greater_than':
      return def.inclusive
        ? (value) => Number(value) >= Number(def.value)
        : (value) => Number(value) > Number(def.value);
    case 'less_than':
      return def.inclusive
        ? (value) => Number(value) <= Number(def.value)
        : (value) => Number(value) < Number(def.value);
    default:
  }
  throw new Error(`no quick look is known for a check of kind ${def.check}`);
}

function matches(pattern: RegExp): QuickLook {
  if (pattern.global || pattern.sticky)
    throw new Error(`a pattern that begins where the last one ended: ${String(pattern)}`);
  return (value) => pattern.test(value as string);
}
