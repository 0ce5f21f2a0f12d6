import { z } from 'zod';
import {
  ANSWER_FAULTS,
  answerFault,
  concernsShop,
  faultKinds,
  LISTING_FAULTS,
  listingFault,
  same,
  shopMatch,
  WRITING_FAULTS,
} from '../fault-input.js';

const input = z.strictObject({
  vendor: z.literal('ovopark'),
  ...answerFault,
  ...shopMatch,
  ...listingFault,
  kind: z.enum([...ANSWER_FAULTS, ...LISTING_FAULTS, ...WRITING_FAULTS]),
  /** The whole of `_mt`, or what comes after its last dot. */
  method: z.string().min(1).optional(),
});

const lastWord = (method: string): string => method.slice(method.lastIndexOf('.') + 1);

export const ovoparkFaults = faultKinds(input, (fault, subject) => {
  const { method = '' } = subject;
  const concernsMethod = same(fault.method, method) || same(fault.method, lastWord(method));
  return concernsMethod && concernsShop(fault, subject);
});
