import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';
import { storable } from '#domain/storable.js';

/** Of a name that is shown back. */
const LONGEST_SHOWN = 100;

/** The texts of an input, names of its members too, that no database holds; each by its path. */
export function unstorableFaults(value: unknown, path: readonly string[] = []): FieldFault[] {
  if (typeof value === 'string') {
    return storable(value) === value ? [] : [fault(path.join('.'), 'must_not_have_half_characters')];
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...unstorableFaults(name, [...path, storable(name, LONGEST_SHOWN)]),
    ...unstorableFaults(member, [...path, storable(name, LONGEST_SHOWN)]),
  ]);
}
