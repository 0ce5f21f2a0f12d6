import { NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import { dismissRow } from '../windows/unread-rows.store.js';

/** Lets a person be done with a row that nobody could read: it is shown no more, until it is another one. */
export class UnreadRowsService {
  constructor(private readonly database: Database) {}

  /** @throws NotFoundError where no such row is open */
  async dismiss(id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      if (!(await dismissRow(sql, id))) throw new NotFoundError('unread row', id);
      await audited(sql, {});
    });
  }
}
