import type { BulkAct } from '#bulk/bulk-act.js';
import { BulkActs } from '#bulk/bulk-act.js';
import type { DispatchState } from '#dispatch/dispatch-words.js';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { DispatchResolveService } from '#dispatch/operator/dispatch-resolve.service.js';
import type { DeliveryState } from '#intake/delivery.query.js';
import { ReplayService } from '#intake/replay.service.js';
import { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import { RepairsService } from '#reconciliation/operator/repairs.service.js';
import { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import { approvals, judgements } from './discrepancy-acts.js';
import { submissions } from './hour-acts.js';

/** The backlog of deliveries that it makes is history, which waits behind news: the hub's own pace is the bound. */
const REPLAYS_PER_MINUTE = 6_000;
/** Each makes a till be called, by its own rate; what is new is not to wait long behind them. */
const COMMANDS_PER_MINUTE = 600;

const replay = (replays: ReplayService): BulkAct => ({
  perMinute: REPLAYS_PER_MINUTE,
  audited: ['delivery.replayed', 'delivery'],
  do: (sql, { target, was }) => replays.replayOn(sql, target, was as DeliveryState | null),
});

const release = (requests: DispatchRequestService): BulkAct => ({
  perMinute: COMMANDS_PER_MINUTE,
  audited: ['dispatch.released', 'dispatch'],
  do: (sql, { target, was }, { by, reason }) =>
    requests.releaseOn(sql, target, { by, reason, from: was as DispatchState | null }),
});

/** What is asked for besides was read by the contract's shape when it was planned. */
const resolve = (resolutions: DispatchResolveService): BulkAct => ({
  perMinute: COMMANDS_PER_MINUTE,
  audited: ['dispatch.resolved', 'dispatch'],
  do: (sql, { target, was }, { asked, by }) => {
    const { outcome } = asked as { readonly outcome: 'absent' | 'withdrawn' | 'reached' };
    return resolutions.resolveOn(sql, target, outcome, by, was as DispatchState | null);
  },
});

function addActs(
  acts: BulkActs,
  replays: ReplayService,
  requests: DispatchRequestService,
  resolutions: DispatchResolveService,
  decisions: DecisionsService,
  repairs: RepairsService,
  submitting: SubmissionRequestService,
): true {
  acts.add('replay', replay(replays));
  acts.add('release', release(requests));
  acts.add('resolve', resolve(resolutions));
  acts.add('dismiss', judgements(decisions, 'dismiss'));
  acts.add('accept', judgements(decisions, 'accept'));
  acts.add('reopen', judgements(decisions, 'reopen'));
  acts.add('approve', approvals(repairs));
  acts.add('submit', submissions(submitting));
  return true;
}

/** What can be done with many things: each act is what the lib of the thing does with one. */
export const bulkActs = {
  provide: 'bulk acts',
  useFactory: addActs,
  inject: [
    BulkActs,
    ReplayService,
    DispatchRequestService,
    DispatchResolveService,
    DecisionsService,
    RepairsService,
    SubmissionRequestService,
  ],
};
