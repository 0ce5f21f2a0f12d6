import type { Sql } from '#database/sql.js';
import { endAwaiting } from '#intake/awaited.store.js';
import { INTAKE_DRAIN } from '#intake/intake.tasks.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

/** What pushes told of in the time of a live window waits for it no longer: it has shown it, or will not. */
export async function endAwaitedOf(
  sql: Sql,
  { account_id, backfill_id, from_at: from, to_at: to }: ClaimedWindow,
  instance: Instance,
): Promise<void> {
  if (backfill_id !== null || !(await endAwaiting(sql, { account_id, from, to }))) return;
  await wakeUp(sql, INTAKE_DRAIN, instance.id);
}
