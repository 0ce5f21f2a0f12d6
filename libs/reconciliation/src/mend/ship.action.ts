import type { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import type { RepairAction } from './action.js';
import { commandEnds } from './command-ends.js';
import { askerOf, commandOf } from './repair-facts.js';

/** Says at a till that an order is on its way. */
export const shipAction = (moves: MoveRequestService): RepairAction<'ship'> => ({
  kind: 'ship',
  begin: async (sql, repair, by) => {
    const move = { kind: 'ship', ...commandOf(repair) } as const;
    return { ref: await moves.requestOn(sql, move, askerOf(by)) };
  },
  ended: commandEnds,
});
