import { ConflictError } from '#accounts/account-errors.js';
import type { AccountView } from '#accounts/accounts/account-view.js';
import type { AccountsService } from '#accounts/accounts/accounts.service.js';
import type { Sql } from '#database/sql.js';
import { refusal } from '#domain/refusal.js';
import { hasCovered } from './accepted-covers.query.js';

/** Takes down that a person has seen at the vendor what a cover does there: from then on nobody is asked. */
export class CoverConfirmationService {
  constructor(
    private readonly sql: Sql,
    private readonly accounts: Pick<AccountsService, 'get' | 'confirmCover'>,
  ) {}

  /**
   * @param by the name of who says so
   * @throws NotFoundError; ConflictError where there is nothing yet that anybody could have seen
   */
  async confirm(accountId: string, by: string): Promise<AccountView> {
    const { restating } = await this.accounts.get(accountId);
    if (restating === null) throw new ConflictError(refusal('no_hours_reported'));
    if (!(await hasCovered(this.sql, accountId))) throw NOTHING_COVERED;
    return this.accounts.confirmCover(accountId, by);
  }
}

const NOTHING_COVERED = new ConflictError(refusal('nothing_covered'));
