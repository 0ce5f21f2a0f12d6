import { parseLossless, stringifyLossless } from '#connectors-core/lossless-json.js';
import { MASK } from '#connectors-core/redact.js';

/**
 * What was sent, as the history keeps it: every digit as it was, the values of personal fields masked.
 * @param json a document that a connector made
 * @param personalFields names of wire fields, as the connector declares them; case does not matter
 */
export function maskedRequest(json: string, personalFields: readonly string[]): string {
  const names = new Set(personalFields.map((name) => name.toLowerCase()));
  return stringifyLossless(masked(parseLossless(json), names));
}

function masked(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, names));
  // A number of 64 bits is an object of a class of its own.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, maskedMember(name, member, names)]),
  );
}

function maskedMember(name: string, member: unknown, names: ReadonlySet<string>): unknown {
  const says = member !== null && member !== '';
  return names.has(name.toLowerCase()) && says ? MASK : masked(member, names);
}
