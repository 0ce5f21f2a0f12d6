import type { Database } from '#database/database.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { RunScope } from '../runs/run.js';

/** A slip of an id would be of no order, and say that all agree. @throws DomainError naming the field */
export async function assertKnown(
  { prisma: { store, account } }: Pick<Database, 'prisma'>,
  { storeId, accountId }: Pick<RunScope, 'storeId' | 'accountId'>,
): Promise<void> {
  if (storeId !== null && (await store.count({ where: { id: storeId } })) === 0)
    throw new DomainError(refusal('is_no_store'), 'storeId');
  if (accountId !== null && (await account.count({ where: { id: accountId } })) === 0)
    throw new DomainError(refusal('is_no_account'), 'accountId');
}
