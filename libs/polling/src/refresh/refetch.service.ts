import type { Sql } from '#database/sql.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { POLLING_REFETCH } from '../polling.tasks.js';
import { type AskedLeg, askedLegs, legAccounts } from './asked-legs.query.js';
import { askFetches } from './asked-fetches.store.js';

/** What became of a leg that somebody asked for. */
export type FetchStanding =
  | { readonly is: 'confirmed'; readonly confirmedAt: Date }
  /** For a call, an account that is paused, a vendor that does not answer: why, where that is known. */
  | {
      readonly is: 'waiting';
      readonly code: string | null;
      readonly message: string | null;
      readonly dueAt: Date | null;
    }
  | { readonly is: 'failed'; readonly code: string; readonly message: string }
  /** Its vendor answers for no single order. */
  | { readonly is: 'not_fetchable' };

export interface FetchAsked {
  readonly legId: string;
  readonly askedAt: Date;
}

/** Has legs fetched once more because somebody asks, whether or not they are at their end, by calls of a share of their own. */
export class RefetchService {
  constructor(private readonly parts: Pick<PollingParts, 'accounts' | 'clock' | 'instance'>) {}

  /**
   * In the caller's transaction. A leg that waits already is not asked for twice.
   * @returns when it was asked, by which its end is known, and which of the legs can be fetched at all
   */
  async ask(
    sql: Sql,
    legIds: readonly string[],
  ): Promise<{ readonly askedAt: Date; readonly asked: readonly string[] }> {
    const askedAt = this.parts.clock.now();
    const legs = await legAccounts(sql, legIds);
    const fetching = await this.fetching(legs.map(({ account_id }) => account_id));
    const asked = legs.filter(({ account_id }) => fetching.has(account_id));
    if (asked.length > 0) {
      await askFetches(sql, asked, askedAt);
      await wakeUp(sql, POLLING_REFETCH, this.parts.instance.id);
    }
    return { askedAt, asked: asked.map(({ leg_id }) => leg_id) };
  }

  /** Of each leg; what its vendor said since it was asked for will do, whoever fetched or listed it. */
  async standing(sql: Sql, asks: readonly FetchAsked[]): Promise<Map<string, FetchStanding>> {
    const legs = await askedLegs(sql, asks);
    const fetching = await this.fetching(legs.map(({ account_id }) => account_id));
    return new Map(legs.map((leg) => [leg.leg_id, standingOf(leg, fetching.has(leg.account_id))]));
  }

  private async fetching(accountIds: readonly string[]): Promise<ReadonlySet<string>> {
    const fetching = new Set<string>();
    for (const id of new Set(accountIds)) {
      const active = await this.parts.accounts.byId(id);
      if (active?.connector.source?.fetch !== undefined) fetching.add(id);
    }
    return fetching;
  }
}

function standingOf(leg: AskedLeg, isFetched: boolean): FetchStanding {
  const { confirmed_at: confirmedAt, is_confirmed, is_kept, due_at: dueAt, paused } = leg;
  const { error_code: code, error_message: message } = leg;
  if (is_confirmed) return { is: 'confirmed', confirmedAt };
  if (!isFetched) return { is: 'not_fetchable' };
  if (!is_kept) return GONE;
  if (dueAt === null) return { is: 'failed', code: code ?? 'internal', message: message ?? '' };
  return paused ? PAUSED : { is: 'waiting', code, message, dueAt };
}

const GONE: FetchStanding = {
  is: 'failed',
  code: 'not_asked',
  message: 'it was asked for too long ago: ask again',
};

const PAUSED: FetchStanding = {
  is: 'waiting',
  code: 'paused',
  message: 'the account is paused',
  dueAt: null,
};
