import { z } from 'zod';
import {
  ANSWER_FAULTS,
  count,
  faultKinds,
  LISTING_FAULTS,
  listingFault,
  same,
  spoken,
  XML_FAULTS,
} from '../fault-input.js';
import { digits } from '../input.js';

const input = z.strictObject({
  vendor: z.literal('suning'),
  ...count,
  ...spoken,
  appKey: z.string().min(1).optional(),
  orderSource: digits.optional(),
  pageNo: digits.optional(),
  ...listingFault,
  kind: z.enum([...ANSWER_FAULTS, ...LISTING_FAULTS, ...XML_FAULTS]),
});

export const suningFaults = faultKinds(
  input,
  (fault, { appKey, orderSource, pageNo }) =>
    same(fault.appKey, appKey) && same(fault.orderSource, orderSource) && same(fault.pageNo, pageNo),
);
