import type { z } from 'zod';
import { storable } from '#domain/storable.js';
import { readShape } from './read-wire.js';
import { isRecord } from './wire-fields.js';

/** A value of a vendor's shape, less what in it could not be read. */
export interface Tolerated<S extends z.ZodType> {
  readonly value: z.output<S>;
  /** Paths that were read as if they held nothing. */
  readonly unreadable: readonly string[];
}

type Path = readonly PropertyKey[];

/** Each round takes out a level more of what does not fit; no shape of ours is deeper. */
const MOST_ROUNDS = 6;

/**
 * Reads a value whose fields are optional but for some: what does not fit elsewhere is read as if it were not there.
 * @param needed names without which the value says nothing, or something else
 * @throws ConnectorError `invalid_response` naming the fields, when one that is needed does not fit
 */
export function readTolerant<S extends z.ZodType>(
  schema: S,
  given: unknown,
  needed: readonly string[],
): Tolerated<S> {
  const unreadable = new Map<string, Path>();
  let value = given;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const read = schema.safeParse(value);
    if (read.success) return { value: read.data, unreadable: [...unreadable.keys()] };
    for (const path of read.error.issues.map((issue) => takenOut(issue.path, unreadable))) {
      if (path.length === 0 || needed.includes(String(path[0])))
        return { value: readShape(schema, given), unreadable: [] };
      unreadable.set(path.join('.'), path);
      value = withNull(value, path);
    }
  }
  return { value: readShape(schema, given), unreadable: [] };
}

/** What does not fit even as nothing takes what it stands in with it. */
const takenOut = (path: Path, unreadable: ReadonlyMap<string, Path>): Path =>
  unreadable.has(path.join('.')) ? path.slice(0, -1) : path;

/** Names are found whatever their case: some vendors' shapes are read so. */
function withNull(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return null;
  if (Array.isArray(value))
    return value.map((each, at) => (at === key ? withNull(each, rest) : (each as unknown)));
  if (!isRecord(value)) return null;
  const name = String(key).toLowerCase();
  const entries = Object.entries(value).map(([own, member]): [string, unknown] => [
    own,
    own.toLowerCase() === name ? withNull(member, rest) : member,
  ]);
  return Object.fromEntries(entries);
}

/** The paths, among these names, of texts that hold half a character, or one that cannot be kept. */
export function halvedTexts(value: unknown, names: readonly string[]): readonly string[] {
  if (!isRecord(value)) return [];
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  return Object.entries(value).flatMap(([own, member]) => {
    const name = known.get(own.toLowerCase());
    return name === undefined ? [] : halvesIn(member, name);
  });
}

function halvesIn(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string') return storable(value) === value ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((each, at) => halvesIn(each, `${path}.${at.toString()}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => halvesIn(member, `${path}.${name}`));
}
