import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { RepairSettings } from '../reconciliation-settings.js';

/** Why automatic repairs are stopped. The texts are in the admin contract. */
export const STOP_REASONS = [
  'many_differ',
  'fetches_fail',
  'empty_window',
  'not_mended',
  'rule_limit',
  'account_limit',
  'all_limit',
  'accounts_stopped',
  'person',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Why, in the numbers that it was judged by. */
export interface Stop {
  readonly reason: StopReason;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** How many orders were compared, and how many of them differ. */
export interface Tally {
  readonly compared: number;
  readonly differing: number;
}

/** What an account is judged by; all of it from the hour before, and from after a person has started it last. */
export interface AccountFigures {
  readonly lastHour: Tally;
  /** Each hour of the seven days before it in which something was compared; of an hour that is not much, none is read. */
  readonly before: readonly (Tally & { readonly start: Date })[];
  /** Of its last ten fetches of orders that were known: how many the vendor did not find, or nobody could read. */
  readonly failedFetches: number;
  /** What was listed without one order until its last window closed, and how many orders are usual in that time. */
  readonly empty: { readonly from: Date; readonly to: Date; readonly usual: number } | null;
  /** Repairs of 24 hours after which the difference was still there, by rule. */
  readonly notMended: ReadonlyMap<RuleCode, number>;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** For so long what is usual must be known. */
const LEAST_DAYS = 3;
const LEAST_COMPARED = 20;
const LAST_FETCHES = 10;
const MOST_FAILED_FETCHES = 5;
const LEAST_USUAL = 10;
const MOST_NOT_MENDED = 2;
const MOST_ACCOUNTS = 3;

/** Whether what an account shows stops it, and for which reason first. */
export function stopOfAccount(figures: AccountFigures, now: Date): Stop | null {
  const { failedFetches, empty } = figures;
  const differ = manyDiffer(figures, now);
  if (differ !== null) return differ;
  if (failedFetches >= MOST_FAILED_FETCHES)
    return { reason: 'fetches_fail', detail: { failed: failedFetches, of: LAST_FETCHES } };
  if (empty !== null && empty.usual >= LEAST_USUAL) return emptyWindow(empty);
  for (const [rule, count] of figures.notMended)
    if (count >= MOST_NOT_MENDED) return { reason: 'not_mended', detail: { rule, count } };
  return null;
}

/** So much of an hour differs that what is usual decides. */
export const isMuch = ({ compared, differing }: Tally): boolean =>
  compared >= LEAST_COMPARED && differing * 10 > compared;

/** More than a tenth, and three times as many as usual; where it is not known what is usual, more than a tenth. */
function manyDiffer({ lastHour, before }: AccountFigures, now: Date): Stop | null {
  if (!isMuch(lastHour)) return null;
  const { compared, differing } = lastHour;
  const usual = isKnownLong(before, now) ? medianHour(before) : null;
  if (usual !== null && differing * usual.compared <= 3 * usual.differing * compared) return null;
  const told = usual === null ? {} : { usualPercent: percent(usual) };
  return { reason: 'many_differ', detail: { compared, differing, percent: percent(lastHour), ...told } };
}

const isKnownLong = (before: AccountFigures['before'], now: Date): boolean =>
  before.some(({ start }) => start.getTime() <= now.getTime() - LEAST_DAYS * DAY_MS);

/** By the share that differed; of an even number the lower one in the middle. */
function medianHour(hours: readonly Tally[]): Tally | null {
  const byShare = [...hours].sort((a, b) => a.differing * b.compared - b.differing * a.compared);
  return byShare[Math.floor((byShare.length - 1) / 2)] ?? null;
}

/** To a tenth. */
const percent = ({ compared, differing }: Tally): number => Math.round((differing * 1000) / compared) / 10;

const emptyWindow = ({ from, to, usual }: NonNullable<AccountFigures['empty']>): Stop => ({
  reason: 'empty_window',
  detail: { fromAt: from.toISOString(), toAt: to.toISOString(), usual: Math.floor(usual) },
});

/** How many have begun within the hour: of the rule and account, of the account, and of all. */
export interface Begun {
  readonly ofRule: number;
  readonly ofAccount: number;
  readonly ofAll: number;
}

/** What one more would exceed; null: nothing. */
export function limitOf(
  { ofRule, ofAccount, ofAll }: Begun,
  { mostOfRule, mostOfAccount, mostOfAll }: RepairSettings,
  rule: RuleCode,
): (Stop & { readonly scope: 'account' | 'all' }) | null {
  const account = (reason: StopReason, detail: Stop['detail']) =>
    ({ scope: 'account', reason, detail }) as const;
  if (ofRule >= mostOfRule) return account('rule_limit', { rule, begun: ofRule, most: mostOfRule });
  if (ofAccount >= mostOfAccount) return account('account_limit', { begun: ofAccount, most: mostOfAccount });
  if (ofAll < mostOfAll) return null;
  return { scope: 'all', reason: 'all_limit', detail: { begun: ofAll, most: mostOfAll } };
}

/** @param accounts stopped since everything was started last */
export const stopOfAll = (accounts: number): Stop | null =>
  accounts >= MOST_ACCOUNTS ? { reason: 'accounts_stopped', detail: { accounts } } : null;
