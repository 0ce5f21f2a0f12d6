import { accountNames } from '#accounts/accounts/account-names.query.js';
import { actorNames } from '#accounts/keys/actor-names.query.js';
import type { Sql } from '#database/sql.js';
import { isUuid } from '#domain/ids.js';
import type { StoryOrder } from '#ledger/story/story-legs.query.js';
import type { StoryRows } from './story-sources.js';

/** What a story's sentences call accounts, orders at vendors and people. */
export interface StoryNames {
  account(id: string): string;
  /** Of a leg of this order: whose it is, and its number there. */
  leg(id: string): { readonly account: string; readonly number: string };
  key(id: string | null): string | null;
}

/** Reads them for these rows, in two statements. */
export async function readNames(sql: Sql, { legs }: StoryOrder, rows: StoryRows): Promise<StoryNames> {
  const accountIds = [
    ...legs.map(({ accountId }) => accountId),
    ...[...rows.links, ...rows.commands].map(({ accountId }) => accountId),
    ...rows.hours.flatMap(({ report }) => report?.accountId ?? []),
  ];
  const accounts = await accountNames(sql, [...new Set(accountIds)]);
  const keyIds = rows.dismissed.flatMap(({ by }) => (by !== null && isUuid(by) ? by : []));
  const keys = await actorNames(sql, [...new Set(keyIds)]);
  const byLeg = new Map(legs.map((leg) => [leg.id, leg]));
  const account = (id: string): string => accounts.get(id) ?? id;
  return {
    account,
    leg: (id) => {
      const leg = byLeg.get(id);
      return leg === undefined
        ? { account: id, number: '' }
        : { account: account(leg.accountId), number: leg.number };
    },
    key: (id) => (id === null ? null : (keys.get(id) ?? id)),
  };
}
