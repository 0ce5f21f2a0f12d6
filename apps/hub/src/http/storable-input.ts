import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { storable } from '#domain/storable.js';

const MESSAGE = 'must not hold U+0000 or half a surrogate pair';
/** Of a name that is shown back. */
const LONGEST_SHOWN = 100;

/** The texts of an input, names of its members too, that no database holds; each by its path. */
export function unstorableFaults(value: unknown, path: readonly string[] = []): FieldFault[] {
  if (typeof value === 'string') {
    return storable(value) === value ? [] : [{ field: path.join('.'), message: MESSAGE }];
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...unstorableFaults(name, [...path, storable(name, LONGEST_SHOWN)]),
    ...unstorableFaults(member, [...path, storable(name, LONGEST_SHOWN)]),
  ]);
}
