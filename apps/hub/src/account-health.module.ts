import { Global, Module } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { AccountHealth, accountHealth } from './account-health.js';
import { AttributionTroublesQuery } from './attribution-troubles.query.js';
import { FillingTroublesQuery } from './filling-troubles.query.js';
import { UnwellAccounts } from './unwell-accounts.js';

const unwellAccounts = {
  provide: UnwellAccounts,
  useFactory: (accounts: AccountDirectory, health: AccountHealth) => new UnwellAccounts(accounts, health),
  inject: [AccountDirectory, AccountHealth],
};

/** Whether accounts work, for who shows it and for who must not judge those that do not. */
@Global()
@Module({
  providers: [accountHealth, AttributionTroublesQuery, FillingTroublesQuery, unwellAccounts],
  exports: [AccountHealth, UnwellAccounts],
})
export class AccountHealthModule {}
