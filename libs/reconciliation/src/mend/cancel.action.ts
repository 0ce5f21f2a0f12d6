import type { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import type { RepairAction } from './action.js';
import { commandEnds } from './command-ends.js';
import { askerOf, commandOf } from './repair-facts.js';

/** Cancels one order at a till: the one that the repair names, of several copies. */
export const cancelAction = (moves: MoveRequestService): RepairAction<'cancel'> => ({
  kind: 'cancel',
  begin: async (sql, repair, by) => {
    const move = { kind: 'cancel', ...commandOf(repair) } as const;
    return { ref: await moves.requestOn(sql, move, askerOf(by)) };
  },
  ended: commandEnds,
});
