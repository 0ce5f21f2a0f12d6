import type { FieldFault } from '#connectors-core/webhook-refusal.js';

/** The kinds of problem that HTTP itself knows of; their statuses stand in the problem table. */
export type HttpProblemKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'invalid_fields'
  | 'malformed_body'
  | 'too_many_tries'
  | 'unavailable';

/** What the HTTP layer refuses by itself, before any lib is asked. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly kind: HttpProblemKind,
    detail: string,
    readonly faults: readonly FieldFault[] = [],
    /** How long whoever asks is to wait; told in whole seconds. */
    readonly retryAfterMs?: number,
  ) {
    super(detail);
  }
}
