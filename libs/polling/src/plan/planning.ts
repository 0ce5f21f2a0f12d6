import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import { lastAwaited } from '#intake/awaited.store.js';
import { uuidV7 } from '#domain/ids.js';
import { wakeUp } from '#jobs/job-queue.js';
import {
  beginRereads,
  beginStreams,
  holdStreams,
  holdUntouched,
  movePlans,
} from '../windows/coverage.store.js';
import { joinWindows } from '../windows/joining.store.js';
import { streamedAccounts } from '../accounts/live-streams.js';
import { pagedAccounts } from '../accounts/polling-accounts.js';
import { POLLING_READ } from '../polling.tasks.js';
import {
  pileUps,
  plansOf,
  SHORTEST_TOLD_MS,
  type StreamPlan,
  type StreamTarget,
  targetsOf,
  toBeginning,
  toHold,
} from './stream-plan.js';
import { believedOffset } from '../accounts/vendor-clocks.js';
import { insertWindows, type NewWindow } from '../windows/windows.store.js';
import type { PollingParts } from '../accounts/polling-parts.js';

/**
 * Cuts the time that has passed into windows, for paused accounts too: what is not read now must not be
 * forgotten. A stream's row is held while it is planned, and its windows and how far it is planned change in
 * one transaction: however many instances plan, the windows lie without a gap.
 */
export class Planning {
  constructor(private readonly parts: PollingParts) {}

  async run(signal: AbortSignal): Promise<void> {
    await this.parts.pauses.look();
    const now = this.parts.clock.now();
    const targets = await this.told(await this.targets(now));
    const { streamsPerBatch } = this.parts.settings;
    for (let done = 0; done < targets.length && !signal.aborted; done += streamsPerBatch) {
      const batch = targets.slice(done, done + streamsPerBatch);
      await this.parts.database.transaction((sql) => this.planBatch(sql, batch, now));
    }
  }

  /** Rereads last: a stream is begun before what reads it once more. */
  private async targets(now: Date): Promise<StreamTarget[]> {
    const onFault = ({ account, connector }: ActiveAccount, error: unknown): void => {
      const whose = { accountId: account.id, connector: connector.id };
      this.parts.log({ event: 'plan', level: 'error', ...whose, outcome: 'failed', ms: undefined, error });
    };
    const paged = pagedAccounts(this.parts.accounts, this.parts.pauses, onFault);
    const streamed = await streamedAccounts(this.parts.database, paged, onFault);
    const targets = streamed.flatMap((one) =>
      targetsOf(one, now, believedOffset(this.parts.vendorClocks, one.active.account.id)),
    );
    const isPlain = ({ rereadOf }: StreamTarget): boolean => rereadOf === null;
    return [...targets.filter(isPlain), ...targets.filter((target) => !isPlain(target))];
  }

  /** With what pushes have told of: their orders are in the next listing, which is due earlier then. */
  private async told(targets: readonly StreamTarget[]): Promise<StreamTarget[]> {
    const plain = targets.filter(({ rereadOf }) => rereadOf === null);
    if (plain.length === 0) return [...targets];
    const last = await lastAwaited(
      this.parts.database,
      plain.map(({ account_id, target }) => ({ account_id, before: new Date(target) })),
    );
    const every = await this.toldEvery([...last.keys()]);
    return targets.map((target) => {
      const [toldAt, toldEveryMs] = [last.get(target.account_id), every.get(target.account_id)];
      if (target.rereadOf !== null || toldAt === undefined || toldEveryMs === undefined) return target;
      return { ...target, toldAt: toldAt.getTime(), toldEveryMs };
    });
  }

  /** What is listed because of pushes gets the calls that are free, spread so that they last. */
  private async toldEvery(accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const every = new Map<string, number>();
    for (const id of accountIds) {
      const active = await this.parts.accounts.byId(id);
      const spreadMs = active === undefined ? 0 : await this.parts.quota.msPerFreeCall(active);
      every.set(id, Math.max(SHORTEST_TOLD_MS, spreadMs));
    }
    return every;
  }

  private async planBatch(sql: Sql, targets: readonly StreamTarget[], now: Date): Promise<void> {
    await this.begin(
      sql,
      targets.map((target) => this.beginningOf(target)),
    );
    const plans = plansOf(await holdStreams(sql, targets.map(toHold), now), targets);
    if (plans.length === 0) return;
    const joined = pileUps(await holdUntouched(sql, plans, now), plans);
    if (joined.length > 0) await joinWindows(sql, joined);
    const windows = plans.flatMap((plan) => toWindows(plan, now));
    await insertWindows(sql, windows, now);
    await movePlans(sql, plans);
    await wakeUp(sql, POLLING_READ, this.parts.instance.id);
    this.parts.log({
      event: 'plan',
      level: 'debug',
      outcome: 'done',
      streams: plans.length,
      windows: windows.length,
    });
  }

  /**
   * A vendor whose clock is behind ours stamps orders with times that are past for us: a stream that began by our
   * clock alone would never list those of its first minutes. It is not begun anew once the clock is known.
   */
  private beginningOf(target: StreamTarget): Beginning {
    const beginning = toBeginning(target);
    if (believedOffset(this.parts.vendorClocks, target.account_id) !== undefined) return beginning;
    const startsAt = beginning.starts_at.getTime() - this.parts.settings.unseenClockMs;
    return { ...beginning, starts_at: new Date(startsAt) };
  }

  private async begin(sql: Sql, beginnings: readonly Beginning[]): Promise<void> {
    const plain = beginnings.filter(({ reread_of }) => reread_of === null);
    const rereads = beginnings.filter(({ reread_of }) => reread_of !== null);
    if (plain.length > 0) await beginStreams(sql, plain);
    if (rereads.length > 0) await beginRereads(sql, rereads);
  }
}

type Beginning = ReturnType<typeof toBeginning>;

const toWindows = ({ account_id, stream, stretches }: StreamPlan, now: Date): NewWindow[] =>
  stretches.map(({ from, to }) => ({
    id: uuidV7(now, randomBytes(10)),
    account_id,
    stream,
    backfill_id: null,
    from_at: new Date(from),
    to_at: new Date(to),
  }));
