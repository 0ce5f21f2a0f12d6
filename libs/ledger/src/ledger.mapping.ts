import type { FoldedLeg, Statement } from '#domain/leg.js';

/**
 * JSON for the database: instants become ISO text and money becomes digits. The names say which is
 * which on the way back: `…At` and `asOf` are instants, `…Fen` is money.
 */
export const toDbJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? member.toString() : member));

function fromDbJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromDbJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromDbMember(key, member)]));
}

function fromDbMember(key: string, member: unknown): unknown {
  // A vendor's own words under the vendor's own names: they must come back untouched.
  if (key === 'origin') return member;
  if (typeof member !== 'string') return fromDbJson(member);
  if (key.endsWith('Fen')) return BigInt(member);
  return key.endsWith('At') || key === 'asOf' ? new Date(member) : member;
}

export const fromDbLeg = (state: unknown): FoldedLeg => fromDbJson(state) as FoldedLeg;

/** What an entry keeps of a statement: the values, without versions and without the person. */
export function toDbObservation({ groups }: Statement): string {
  const said = Object.entries(groups).map(([group, version]) => [group, version.value]);
  return toDbJson(Object.fromEntries(said));
}
