import type { FastifyRequest } from 'fastify';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { HttpProblem } from '../problem/http-problem.js';
import { clientAddressOf } from './client-address.js';
import type { FailureCounts } from './failure-counts.js';

/** What did not show who it is: a delivery that could not be verified, or a key that is none. */
export type Failed = 'delivery' | 'key';

interface FailureParts {
  readonly counts: FailureCounts;
  readonly log: Log;
  /** Told of each failure that is answered by 429. */
  readonly observe: (what: Failed) => void;
}

/** How what fails to show who it is, is answered by and by: looked at as before, and told to wait. */
export class AddressFailures {
  constructor(private readonly parts: FailureParts) {}

  /**
   * Counts a failure against the address that it came from.
   * @returns what to answer in place of why it failed, where the address has had too many
   */
  note(what: Failed, request: FastifyRequest): HttpProblem | undefined {
    const { counts, log, observe } = this.parts;
    const address = clientAddressOf(request);
    const tooMany = counts.note(address, performance.now());
    if (tooMany === undefined) return undefined;
    observe(what);
    if (tooMany.isFirst)
      log({ event: 'failures', level: 'warn', outcome: 'too_many', what, clientAddress: address });
    return new HttpProblem('too_many_failures', refusal('too_many_failures'), [], tooMany.retryAfterMs);
  }
}
