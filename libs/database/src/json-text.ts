import { storableJson } from '#domain/storable.js';

/** A value as JSON that a column of type jsonb takes, whatever texts are in it; a bigint becomes its digits. */
export const jsonText = (value: unknown): string => storableJson(JSON.stringify(withDigits(value)));

/** Beforehand, as a replacer is asked of every member and costs more than all the rest. What has no bigint is not copied. */
function withDigits(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (Array.isArray(value)) {
    const members = value.map(withDigits);
    return members.every((member, at) => member === value[at]) ? value : members;
  }
  return membersWithDigits(value as Readonly<Record<string, unknown>>);
}

function membersWithDigits(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const members = Object.entries(value).map(([key, member]) => [key, withDigits(member)] as const);
  return members.every(([key, member]) => member === value[key]) ? value : Object.fromEntries(members);
}
