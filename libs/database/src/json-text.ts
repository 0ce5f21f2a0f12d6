import { storableJson } from '#domain/storable.js';

/** A value as JSON that a column of type jsonb takes, whatever texts are in it; a bigint becomes its digits. */
export const jsonText = (value: unknown): string => storableJson(JSON.stringify(withDigits(value)));

/** Beforehand, as a replacer is asked of every member and costs more than all the rest. What has no bigint is not copied. */
function withDigits(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (Array.isArray(value)) return elementsWithDigits(value);
  const given = value as Readonly<Record<string, unknown>>;
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(given)) {
    const member = withDigits(given[key]);
    if (member === given[key]) continue;
    changed ??= { ...given };
    changed[key] = member;
  }
  return changed ?? value;
}

function elementsWithDigits(given: readonly unknown[]): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (const [at, element] of given.entries()) {
    const member = withDigits(element);
    if (member === element) continue;
    changed ??= [...given];
    changed[at] = member;
  }
  return changed ?? given;
}
