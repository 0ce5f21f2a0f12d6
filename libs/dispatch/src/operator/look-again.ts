import type { Sql } from '#database/sql.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lookAgain } from '#ledger/order-changes.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_CONSUMER, DISPATCH_PLAN } from '../dispatch.tasks.js';

/** A person decides about these orders' commands: planning flags them anew. Before their commands are locked. */
export async function planAgain(
  sql: Sql,
  { clock, instance }: Pick<DispatchParts, 'clock' | 'instance'>,
  orderIds: readonly string[],
): Promise<void> {
  if (orderIds.length === 0) return;
  await lookAgain(sql, DISPATCH_CONSUMER, orderIds, clock.now());
  await wakeUp(sql, DISPATCH_PLAN, instance.id);
}
