import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { HttpProblem } from './problem/http-problem.js';

type PathPart = PropertyKey | { readonly key: PropertyKey };

interface Issue {
  readonly message: string;
  readonly path?: readonly PathPart[] | undefined;
  /** zod's: the unknown fields of a strict object. */
  readonly keys?: readonly string[];
}

/** Reads bodies and queries by the contract's shapes; every faulty field is named. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues: readonly Issue[]) =>
      new HttpProblem('invalid_fields', 'Some fields cannot be taken as given.', issues.flatMap(toFaults)),
  });

function toFaults({ message, path = [], keys }: Issue): FieldFault[] {
  const parts = path.map((part) => String(typeof part === 'object' ? part.key : part));
  if (keys === undefined) return [{ field: parts.join('.'), message: inOurWords(message) }];
  return keys.map((key) => ({
    field: [...parts, key.slice(0, 100)].join('.'),
    message: 'is not a known field',
  }));
}

/** zod's words for what the contract gives no words of its own. */
const inOurWords = (message: string): string =>
  message.endsWith('received undefined')
    ? 'is required'
    : message.replace(/^Invalid input: expected/, 'must be of type');
