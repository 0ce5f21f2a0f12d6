import { beat, takeOver } from '#jobs/heartbeat.store.js';
import { deleteEndedJobs } from '#jobs/ended-jobs.store.js';
import { wakeUp } from '#jobs/job-queue.js';
import { defineTask } from '#jobs/task.js';
import { type OpenLedger, openLedger } from '../../support/open-ledger.js';

const WAKE = defineTask('test.wake');

describe('jobs that nobody will begin any more', () => {
  let open: OpenLedger;
  beforeAll(async () => {
    open = await openLedger();
  });
  afterAll(() => open.close());

  const isLeft = () =>
    open.database.rows<{ key: string | null; isEnded: boolean }>({
      text: `SELECT key, attempts >= max_attempts AS "isEnded" FROM graphile_worker.jobs ORDER BY id`,
    });
  const ENDED = { key: null, isEnded: true };
  const WAITS = { key: 'test.wake:hub', isEnded: false };

  it('are deleted once nobody has them in hand, and no other', async () => {
    await wakeUp(open.database, WAKE, 'hub');
    await open.database.rows({
      text: `UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = 'worker-dead'`,
    });
    await wakeUp(open.database, WAKE, 'hub');
    await deleteEndedJobs(open.database);
    expect(await isLeft()).toEqual([ENDED, WAITS]); // in hand still
    await beat(open.database, 'dead', ['worker-dead']);
    await open.database.rows({ text: `UPDATE instances SET beat_at = now() - interval '31 seconds'` });
    expect(await takeOver(open.database)).toEqual(['dead']);
    expect(await isLeft()).toEqual([ENDED, WAITS]);
    await deleteEndedJobs(open.database);
    expect(await isLeft()).toEqual([WAITS]);
  });
});
