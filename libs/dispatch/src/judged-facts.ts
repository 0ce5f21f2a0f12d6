import { digestOf } from '#domain/digest.js';
import type { FoldedLeg } from '#domain/leg.js';

/**
 * In a digest, what of an order decides whether a till can book it: while it stands, what was in the way is in the way
 * still.
 */
export const judgedFacts = ({ amounts, lines, payment, service, contact }: FoldedLeg): string =>
  digestOf({
    amounts: amounts?.value,
    lines: lines?.digest,
    paid: [payment?.value.method, payment?.value.payments],
    service: service?.value,
    contact: contact?.digest,
  });
