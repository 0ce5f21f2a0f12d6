import type { Provider } from '@nestjs/common';
import { DatabaseClock } from '#database/database-clock.js';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import { ReplayService } from '#intake/replay.service.js';
import { BackfillService } from '#polling/plan/backfill.service.js';
import { RefetchService } from '#polling/refresh/refetch.service.js';
import { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import { type EveryAction, RepairActions } from './actions.js';
import { cancelAction } from './cancel.action.js';
import { completeAction } from './complete.action.js';
import { deriveAction } from './derive.action.js';
import { fetchAction } from './fetch.action.js';
import { listAction } from './list.action.js';
import { placeAction } from './place.action.js';
import { replayAction } from './replay.action.js';
import { shipAction } from './ship.action.js';
import { submitAction } from './submit.action.js';

/** The one list of how repairs are done. */
export const REPAIR_ACTIONS: readonly Provider[] = [
  {
    provide: RepairActions,
    useFactory: (
      requests: DispatchRequestService,
      moves: MoveRequestService,
      refetch: RefetchService,
      backfills: BackfillService,
      replays: ReplayService,
      hours: SubmissionRequestService,
      clock: DatabaseClock,
    ) => {
      const actions: EveryAction = {
        place: placeAction(requests),
        ship: shipAction(moves),
        complete: completeAction(moves),
        cancel: cancelAction(moves),
        fetch: fetchAction(refetch),
        list: listAction(backfills),
        replay: replayAction(replays, clock),
        derive: deriveAction(hours),
        submit: submitAction(hours),
      };
      return new RepairActions(Object.values(actions));
    },
    inject: [
      ...[DispatchRequestService, MoveRequestService, RefetchService, BackfillService],
      ...[ReplayService, SubmissionRequestService, DatabaseClock],
    ],
  },
];
