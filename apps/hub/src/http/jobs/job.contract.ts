import type { AttributionView } from '#ledger/attribution/attribution.query.js';
import type { BulkView } from '#bulk/bulks.query.js';
import type { RefoldView } from '#ledger/refold/refold.query.js';
import type { BackfillView } from '#polling/plan/backfill.query.js';
import type { RunView } from '#reconciliation/operator/runs.query.js';
import type { SubmissionJobView } from '#reporting/operator/submission-jobs.service.js';
import { progressOf, shareOfStretch } from './job-progress.js';

const NO_DETAIL = { submissions: null, reconciliation: null, backfill: null, bulk: null };
const NOTHING_MOVED = { ruleVersion: null, storeIds: [], legsLooked: 0, ordersMoved: 0, legsLeft: 0 };

export const ofAttribution = (attribution: AttributionView, now: Date) => ({
  ...attribution,
  kind: attribution.ruleVersion === null ? 'attribution' : 'rules',
  progress: progressOf(
    { unit: attribution.ruleVersion === null ? 'legs' : 'orders', done: attribution.legsLooked },
    attribution,
    now,
  ),
  ...NO_DETAIL,
});

export const ofRefold = ({ ordersChanged, ...refold }: RefoldView, now: Date) => ({
  ...refold,
  ...{ accountId: null, ruleVersion: null },
  storeIds: [],
  ordersMoved: ordersChanged,
  progress: progressOf(
    { unit: refold.kind === 'postings' ? 'orders' : 'legs', done: refold.legsLooked },
    refold,
    now,
  ),
  ...NO_DETAIL,
});

export const ofSubmissions = (view: SubmissionJobView, now: Date) => {
  const { id, state, errorMessage, createdAt, finishedAt, ...submissions } = view;
  const { hoursDone: done, hours } = submissions;
  return {
    ...{ id, state, errorMessage, createdAt, finishedAt, kind: 'submissions' },
    progress: progressOf({ unit: 'hours', done, of: hours }, view, now),
    ...{ accountId: null, ...NOTHING_MOVED, ...NO_DETAIL, submissions },
  };
};

export const ofRun = ({ report: { compared, differing, ordersLeft }, ...run }: RunView, now: Date) => ({
  ...{ ...run, kind: 'reconciliation', ...NOTHING_MOVED, ...NO_DETAIL },
  progress: progressOf(
    { unit: 'orders', done: compared, share: shareOfStretch(run.from, run.to, run.doneThrough) },
    run,
    now,
  ),
  reconciliation: { ...run, compared, differing, ordersLeft },
});

/** What fails in it is in its windows, and makes its account unwell. */
export const ofBackfill = (backfill: BackfillView, now: Date) => {
  const { id, accountId, createdAt, closedAt, windows, from, to, purpose } = backfill;
  const { open, closed, failed } = windows;
  const lived = { createdAt, finishedAt: closedAt };
  return {
    ...{ id, ...lived, kind: 'backfill', state: closedAt === null ? 'open' : 'done', errorMessage: null },
    progress: progressOf({ unit: 'windows', done: closed, of: open + closed + failed }, lived, now),
    ...{ ...NOTHING_MOVED, ...NO_DETAIL, accountId, backfill: { from, to, purpose } },
  };
};

/** From when it was begun; what is planned is no work. */
export const ofBulk = (view: BulkView, now: Date) => {
  const { id, act, words, total, done, failed, skipped, errorMessage, startedAt, finishedAt } = view;
  const lived = { createdAt: startedAt ?? view.createdAt, finishedAt };
  const cancelledAt = view.state === 'cancelled' ? finishedAt : null;
  return {
    ...{ id, ...lived, kind: 'bulk', state: finishedAt === null ? 'open' : 'done', errorMessage },
    progress: progressOf({ unit: 'items', done: done + failed + skipped, of: total }, lived, now),
    ...{
      accountId: null,
      ...NOTHING_MOVED,
      ...NO_DETAIL,
      bulk: { act, words, failed, skipped, cancelledAt },
    },
  };
};
