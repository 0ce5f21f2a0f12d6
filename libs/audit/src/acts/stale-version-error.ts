import { type Refusal, refusal } from '#domain/refusal.js';

/** What is to be changed is not as it was when it was seen. */
export class StaleVersionError extends Error {
  override readonly name = 'StaleVersionError';

  constructor(readonly said: Refusal = refusal('changed_meanwhile')) {
    super(said.message);
  }
}
