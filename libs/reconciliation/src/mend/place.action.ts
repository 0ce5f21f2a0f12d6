import type { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import type { RepairAction } from './action.js';
import { commandEnds } from './command-ends.js';
import { askerOf, commandOf } from './repair-facts.js';

/** Places an order at a till, as if a person asked for it. */
export const placeAction = (requests: DispatchRequestService): RepairAction<'place'> => ({
  kind: 'place',
  begin: async (sql, repair, by) => {
    return { ref: await requests.requestOn(sql, commandOf(repair), askerOf(by)) };
  },
  ended: commandEnds,
});
