import type { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import type { RepairAction } from './action.js';
import { commandEnds } from './command-ends.js';
import { askerOf, commandOf } from './repair-facts.js';

/** Completes an order at a till. */
export const completeAction = (moves: MoveRequestService): RepairAction<'complete'> => ({
  kind: 'complete',
  begin: async (sql, repair, by) => {
    const move = { kind: 'complete', ...commandOf(repair) } as const;
    return { ref: await moves.requestOn(sql, move, askerOf(by)) };
  },
  ended: commandEnds,
});
