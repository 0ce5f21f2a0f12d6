import { slowReasonText } from '#admin-contract/overview-texts.js';
import type { Health } from '../account-health.js';
import type { CoverageLag } from './coverage-lags.js';
import type { NamedAccount, OverviewStore } from './overview-stores.query.js';

/** A source that is so far behind hides orders of the present hour that would be seen by now. */
const BEHIND_SECONDS = 15 * 60;
/** A shop that is open and well has an order within it, where it had several in the same hour of other days. */
const SILENT_MS = 30 * 60_000;

export interface AccountToday extends NamedAccount {
  readonly health: Health;
}

export interface StandingOfAll {
  /** By id. */
  readonly accounts: ReadonlyMap<string, AccountToday>;
  /** By account. */
  readonly lags: ReadonlyMap<string, CoverageLag>;
}

export interface SlowReason {
  readonly code:
    | 'account_unwell'
    | 'account_paused'
    | 'dispatches_held'
    | 'coverage_behind'
    | 'no_orders'
    | 'repairs_stopped';
  readonly params: Readonly<Record<string, string | number>>;
  readonly text: { readonly zh: string; readonly en: string };
}

type Said = Omit<SlowReason, 'text'>;

/** What may be why a store sells worse than usual, by what is known here: what hides orders first. */
export function slowReasons(store: OverviewStore, standing: StandingOfAll, now: Date): SlowReason[] {
  const accounts = store.accountIds.flatMap((id) => standing.accounts.get(id) ?? []);
  const said = [
    ...accounts.filter(({ paused }) => paused).map(pausedAccount),
    ...accounts.filter(({ paused }) => !paused).flatMap(troublesOf),
    ...accounts.flatMap((account) => behind(account, standing.lags.get(account.id))),
    ...(store.held === 0 ? [] : [{ code: 'dispatches_held' as const, params: { count: store.held } }]),
    ...silence(store, now),
  ];
  return said.map((one) => ({ ...one, text: slowReasonText(one.code, one.params) }));
}

const pausedAccount = ({ id, name }: AccountToday): Said => ({
  code: 'account_paused',
  params: { accountId: id, account: name },
});

/** The message is left out: a vendor's words may be in it. */
const troublesOf = ({ id, name, health }: AccountToday): Said[] =>
  health.troubles.map(({ what, code, count }) =>
    what === 'brakes'
      ? { code: 'repairs_stopped', params: { accountId: id, account: name, stop: code } }
      : { code: 'account_unwell', params: { accountId: id, account: name, list: what, code, count } },
  );

function behind({ id, name }: AccountToday, lag: CoverageLag | undefined): Said[] {
  const { behindSeconds, stream = '' } = lag ?? {};
  if (typeof behindSeconds !== 'number' || behindSeconds < BEHIND_SECONDS) return [];
  const minutes = Math.floor(behindSeconds / 60);
  return [{ code: 'coverage_behind', params: { accountId: id, account: name, stream, minutes } }];
}

function silence({ lastSaleAt }: OverviewStore, now: Date): Said[] {
  if (lastSaleAt === null || now.getTime() - lastSaleAt.getTime() < SILENT_MS) return [];
  const minutes = Math.floor((now.getTime() - lastSaleAt.getTime()) / 60_000);
  return [{ code: 'no_orders', params: { minutes, since: lastSaleAt.toISOString() } }];
}
