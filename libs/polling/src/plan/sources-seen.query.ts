import type { Sql } from '#database/sql.js';
import { type LiveStream, streamedAccounts } from '../accounts/live-streams.js';
import { pagedAccounts, type Pauses, type PollingAccounts } from '../accounts/polling-accounts.js';
import { refreshPromise, type RefreshPromise } from '../open-legs/refresh-promise.js';
import type { RefreshSchedule } from '../polling-settings.js';
import {
  type ReadStream,
  readStreamGaps,
  readStreams,
  type StreamGap,
} from '../windows/coverage-spans.query.js';

/** How far a stream is read. Instants in ms. */
export interface CoverageSpan {
  readonly stream: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** What in it is not read to its end. */
  readonly gaps: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly lagMs: number;
  readonly overlapMs: number;
}

/** What is known of an account's source, for who asks what it can have shown by now. */
export interface SourceSeen {
  /** Of its live streams, no rereads; null where it cannot be listed. */
  readonly coverage: readonly CoverageSpan[] | null;
  readonly promise: RefreshPromise | null;
}

/** How far all accounts are read, and by when their legs are confirmed again. Three statements. */
export class SourcesSeenQuery {
  constructor(
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly pauses: Pauses,
    private readonly schedule: RefreshSchedule,
  ) {}

  /** By account. */
  async read(sql: Sql): Promise<Map<string, SourceSeen>> {
    const listed = await streamedAccounts(sql, pagedAccounts(this.accounts, this.pauses));
    const streams = await readStreams(sql);
    const gaps = await readStreamGaps(sql);
    const coverage = new Map(
      listed.map(({ active: { account }, streams: live }) => [
        account.id,
        live.filter(isNoReread).map((one) => toSpan(one, ofAccount(streams, account.id), gaps)),
      ]),
    );
    const limits = new Map(listed.map((one) => [one.active.account.id, one.limits]));
    return new Map(
      this.accounts.all().map(({ account: { id }, connector: { source } }) => {
        const promise = refreshPromise(source, limits.get(id), this.schedule);
        return [id, { coverage: coverage.get(id) ?? null, promise }];
      }),
    );
  }
}

const isNoReread = ({ name, vendorStream }: LiveStream): boolean => name === vendorStream;

const ofAccount = (streams: readonly ReadStream[], accountId: string): ReadStream[] =>
  streams.filter(({ account_id }) => account_id === accountId);

/** One that has not begun is read nowhere. */
function toSpan(
  { name, limits: { lagMs, overlapMs } }: LiveStream,
  streams: readonly ReadStream[],
  gaps: readonly StreamGap[],
): CoverageSpan {
  const read = streams.find(({ stream }) => stream === name);
  const own = gaps.filter((gap) => gap.account_id === read?.account_id && gap.stream === name);
  return {
    stream: name,
    fromMs: read?.starts_at.getTime() ?? 0,
    toMs: read?.planned_to.getTime() ?? 0,
    gaps: own.map(({ from_at, to_at }) => ({ fromMs: from_at.getTime(), toMs: to_at.getTime() })),
    lagMs,
    overlapMs,
  };
}
