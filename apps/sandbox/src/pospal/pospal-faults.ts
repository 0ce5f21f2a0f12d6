import { z } from 'zod';
import { ANSWER_FAULTS, answerFault, faultKinds, same } from '../fault-input.js';

const input = z.strictObject({
  vendor: z.literal('pospal'),
  ...answerFault,
  operation: z.string().min(1).optional(),
  appId: z.string().min(1).optional(),
  /** A text that the order's orderRemark contains. */
  remark: z.string().min(1).optional(),
  kind: z.enum([...ANSWER_FAULTS, 'quota_exhausted']),
});

export const pospalFaults = faultKinds(
  input,
  (fault, { operation, appId, orderNo, remark = '' }) =>
    same(fault.operation, operation) &&
    same(fault.appId, appId) &&
    same(fault.orderNo, orderNo) &&
    (fault.remark === undefined || remark.includes(fault.remark)),
);
