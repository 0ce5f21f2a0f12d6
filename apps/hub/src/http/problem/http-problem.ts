import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { type Refusal, refusal } from '#domain/refusal.js';

/** The kinds of problem that HTTP itself knows of; their statuses stand in the problem table. */
export type HttpProblemKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'invalid_fields'
  | 'malformed_body'
  | 'too_many_tries'
  | 'too_many_failures'
  | 'malformed_request'
  | 'too_slow'
  | 'headers_too_large'
  | 'expectation_unknown'
  | 'no_tunnel'
  | 'unavailable';

/** What the HTTP layer refuses by itself, before any lib is asked. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly kind: HttpProblemKind,
    readonly said: Refusal,
    readonly faults: readonly FieldFault[] = [],
    /** How long whoever asks is to wait; told in whole seconds. */
    readonly retryAfterMs?: number,
  ) {
    super(said.message);
  }
}

export const fieldsToCorrect = (faults: readonly FieldFault[]): HttpProblem =>
  new HttpProblem('invalid_fields', refusal('fields_to_correct'), faults);
