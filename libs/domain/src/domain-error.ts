import type { Refusal } from './refusal.js';

/** A value or a request that the domain refuses; `field` names what to correct. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly said: Refusal,
    readonly field?: string,
  ) {
    super(said.message);
  }
}
