import type { Provider } from '@nestjs/common';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import { RepairActions } from './actions.js';
import { cancelAction } from './cancel.action.js';
import { completeAction } from './complete.action.js';
import { placeAction } from './place.action.js';
import { shipAction } from './ship.action.js';

/** The one list of how repairs are done. */
export const REPAIR_ACTIONS: readonly Provider[] = [
  {
    provide: RepairActions,
    useFactory: (requests: DispatchRequestService, moves: MoveRequestService) =>
      new RepairActions([
        placeAction(requests),
        shipAction(moves),
        completeAction(moves),
        cancelAction(moves),
      ]),
    inject: [DispatchRequestService, MoveRequestService],
  },
];
