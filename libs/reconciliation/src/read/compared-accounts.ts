import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Sql } from '#database/sql.js';
import { mapIn } from '#intake/mapping/mapped-statement.js';
import { UnknownStoresQuery } from '#ledger/unknown-stores.query.js';
import { UnmappedValuesQuery, type UnmappedValueView } from '#ledger/unmapped-values.query.js';
import type { ComparedAccount, ComparedValue } from '../compare/compared-account.js';

/** Of each account; nobody maps more of them one by one. */
const MOST_VALUES = 200;

/** Accounts with what their orders say that nobody knows; two statements, whatever their number. */
export class ComparedAccountsReader {
  constructor(private readonly accounts: Pick<AccountDirectory, 'all'>) {}

  async read(sql: Sql): Promise<ComparedAccount[]> {
    const accounts = this.accounts.all();
    const ids = accounts.map(({ account }) => account.id);
    const values = await new UnmappedValuesQuery(sql).ofAccounts(ids, MOST_VALUES);
    const { stores, isWhole } = await new UnknownStoresQuery(sql).all();
    return accounts.map((active) => {
      const { id } = active.account;
      const own = values.filter(({ accountId }) => accountId === id);
      return {
        id,
        values: own.flatMap((one) => unmapped(one, active)),
        areValuesWhole: own.length < MOST_VALUES,
        stores: stores.filter(({ accountId }) => accountId === id),
        areStoresWhole: isWhole,
      };
    });
  }
}

/** One that a map lists by now is being given to its orders. */
function unmapped(one: UnmappedValueView, { account, connector }: ActiveAccount): ComparedValue[] {
  const { group, value, count } = one;
  const mapped = connector.mappedFields?.find((field) => field.group === group);
  if (mapped === undefined) return [{ field: group, value, count }];
  return Object.hasOwn(mapIn(account.config, mapped.setting), value)
    ? []
    : [{ field: mapped.field, value, count }];
}
