import type { Provider } from '@nestjs/common';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { RepairActions } from './actions.js';
import { placeAction } from './place.action.js';

/** The one list of how repairs are done. */
export const REPAIR_ACTIONS: readonly Provider[] = [
  {
    provide: RepairActions,
    useFactory: (requests: DispatchRequestService) => new RepairActions([placeAction(requests)]),
    inject: [DispatchRequestService],
  },
];
