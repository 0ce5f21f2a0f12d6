import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { HttpProblem } from './problem/http-problem.js';
import { unstorableFaults } from './storable-input.js';

type PathPart = PropertyKey | { readonly key: PropertyKey };

interface Issue {
  readonly message: string;
  readonly path?: readonly PathPart[] | undefined;
  /** zod's: the unknown fields of a strict object. */
  readonly keys?: readonly string[];
}

/** Reads bodies and queries by the contract's shapes; every faulty field is named. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StorableInputPipe({
    exceptionFactory: (issues: readonly Issue[]) => invalidFields(issues.flatMap(toFaults)),
  });

const invalidFields = (faults: readonly FieldFault[]): HttpProblem =>
  new HttpProblem('invalid_fields', 'Some fields cannot be taken as given.', faults);

/** Every argument of every controller comes by here: what no database holds gets no further, whatever its shape. */
class StorableInputPipe extends StandardSchemaValidationPipe {
  override transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const isInput = metadata.type !== 'custom';
    const faults = isInput ? unstorableFaults(value, metadata.data === undefined ? [] : [metadata.data]) : [];
    if (faults.length > 0) throw invalidFields(faults);
    return super.transform(value, metadata);
  }
}

function toFaults({ message, path = [], keys }: Issue): FieldFault[] {
  const parts = path.map((part) => String(typeof part === 'object' ? part.key : part));
  if (keys === undefined) return [{ field: parts.join('.'), message: inOurWords(message) }];
  return keys.map((key) => ({
    field: [...parts, key.slice(0, 100)].join('.'),
    message: 'is not a known field',
  }));
}

/** zod's words for what the contract gives no words of its own, and ours. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^.* received undefined$/, 'is required'],
  [/^Invalid input: expected "(.*)"$/, 'must be $1'],
  [/^Invalid input: expected /, 'must be of type '],
  [/^Too small: expected (?:string|array) to have >=1 (?:characters|items)$/, 'must not be empty'],
  [
    /^Too (?:small|big): expected (?:string|array) to have >=(\d+) (characters|items)$/,
    'must have at least $1 $2',
  ],
  [
    /^Too (?:small|big): expected (?:string|array) to have <=(\d+) (characters|items)$/,
    'must have at most $1 $2',
  ],
  [/^Too (?:small|big): expected \w+ to be >=(\S+)$/, 'must be at least $1'],
  [/^Too (?:small|big): expected \w+ to be <=(\S+)$/, 'must be at most $1'],
];

export function inOurWords(message: string): string {
  const options = /^Invalid option: expected one of (.*)$/s.exec(message)?.[1];
  if (options !== undefined) return `must be one of: ${oneOf(options)}`;
  const [from, to] = WORDS.find(([of]) => of.test(message)) ?? [];
  return from === undefined || to === undefined ? message : message.replace(from, to);
}

/** `"same"|"another"` as people write it; nothing that was sent is among it. */
const oneOf = (options: string): string =>
  options
    .split('|')
    .map((option) => option.replace(/^"(.*)"$/, '$1'))
    .filter((option) => option !== '')
    .join(', ');
