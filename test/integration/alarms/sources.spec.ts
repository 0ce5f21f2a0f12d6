import { TaskFailures } from '#jobs/task-failures.js';
import { AccountTroubleAlarms } from '../../../apps/hub/src/alarms/account-trouble-alarms.js';
import { AccountHealth } from '../../../apps/hub/src/account-health.js';
import { FailingTaskAlarms } from '../../../apps/hub/src/alarms/failing-task-alarms.js';
import { ReconciliationAlarms } from '../../../apps/hub/src/alarms/reconciliation-alarms.query.js';
import { RunAlarms } from '../../../apps/hub/src/alarms/run-alarms.query.js';
import { addAccount, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

let open: OpenLedger;
beforeAll(async () => {
  open = await openLedger();
});
afterAll(() => open.close());

const run = async (text: string, values: readonly unknown[] = []) => open.database.rows({ text, values });

describe('runs of comparison', () => {
  const runs = async () =>
    (await new RunAlarms(open.database).read()).standing.map(({ kind, subject, count }) => [
      kind,
      subject,
      count,
    ]);

  /** @param columns SQL of what a run has that not every one has */
  async function aRun(scope: string, columns: Readonly<Record<string, string>>): Promise<string> {
    const id = newId();
    await run(
      `INSERT INTO reconciliation_runs (id, cause, scope, from_at, to_at, due_at, created_at, ${Object.keys(columns).join(', ')})
       VALUES ($1, 'asked', $2, now() - INTERVAL '1 day', now(), now(), now(), ${Object.values(columns).join(', ')})`,
      [id, scope],
    );
    return id;
  }

  it('stand while they fail, and for a day where they left orders, until a later one of theirs left none', async () => {
    const failing = await aRun('failing', { failures: '3' });
    await aRun('slow', { failures: '2' });
    await aRun('paused', { failures: '9', paused_at: 'now()' });
    const left = await aRun('left', { orders_left: '2', finished_at: 'now()' });
    const cut = await aRun('cut', { is_cut_short: 'true', finished_at: 'now()' });
    await aRun('old', { orders_left: '2', finished_at: `now() - INTERVAL '25 hours'` });
    await aRun('cancelled', { orders_left: '2', finished_at: 'now()', cancelled_at: 'now()' });
    expect((await runs()).sort()).toEqual(
      [
        ['run_failing', `run:${failing}`, 3],
        ['run_cut_short', `run:${left}`, 2],
        ['run_cut_short', `run:${cut}`, 0],
      ].sort(),
    );
    await aRun('left', { finished_at: 'now()' });
    await aRun('cut', { finished_at: 'now()', cancelled_at: 'now()' });
    expect(await runs()).toEqual([
      ['run_failing', `run:${failing}`, 3],
      ['run_cut_short', `run:${cut}`, 0],
    ]);
  });
});

describe('tasks of the hub', () => {
  const tasks = async () =>
    (await new FailingTaskAlarms(open.database).read()).standing.map(({ subject, count }) => [
      subject,
      count,
    ]);

  it('stand once they have failed three times in whatever hubs, until any has done one', async () => {
    const hubs = [new TaskFailures(open.database), new TaskFailures(open.database)] as const;
    await hubs[0].failed('test.task');
    await hubs[1].failed('test.task');
    expect(await tasks()).toEqual([]);
    await hubs[0].failed('test.task');
    expect(await tasks()).toEqual([['task:test.task', 3]]);
    await new TaskFailures(open.database).done('test.task');
    expect(await tasks()).toEqual([]);
  });

  it('are not noted where nobody can, and nobody fails by that', async () => {
    const away = new TaskFailures({ rows: () => Promise.reject(new Error('away')) });
    await away.failed('test.task');
    await away.done('test.task');
    expect(await tasks()).toEqual([]);
  });
});

it('troubles of accounts stand for hubs that cannot read the account, too, and not of paused ones', async () => {
  const [unread, paused] = [await addAccount(open.database), await addAccount(open.database)];
  await run('UPDATE accounts SET connector = $2, paused = id = $3 WHERE id = ANY($1::uuid[])', [
    [unread, paused],
    'of_another_version',
    paused,
  ]);
  const trouble = {
    what: 'windows',
    code: 'unavailable',
    count: 2,
    oldestAt: new Date(0),
    message: 'no',
  } as const;
  const ofAccounts = (ids: readonly string[]) =>
    Promise.resolve(ids.map((accountId) => ({ ...trouble, accountId })));
  const health = new AccountHealth([{ ofAccounts }]);
  const { standing } = await new AccountTroubleAlarms(open.database, health).read();
  const subjects = standing.map(({ subject }) => subject);
  expect(subjects).toContain(`account:${unread}:windows:unavailable`);
  expect(subjects).not.toContain(`account:${paused}:windows:unavailable`);
});

it('many differences at once stand, and that no repairs go on', async () => {
  const accountId = await addAccount(open.database);
  await run(
    `INSERT INTO incidents (id, rule, account_id, since, begun_at, last_at, ended_at)
     SELECT unnest($1::uuid[]), 'stuck', $2, now(), now(), now(), unnest(ARRAY[NULL, now()])`,
    [[newId(), newId()], accountId],
  );
  const read = async () => (await new ReconciliationAlarms(open.database).read()).standing;
  const incident = { kind: 'incident', subject: `incident:stuck:${accountId}`, count: 0 };
  expect(await read()).toMatchObject([
    { ...incident, params: { account: 'storefront', rule: 'stuck', count: 0 } },
  ]);
  await run(
    `UPDATE brakes SET state = 'stopped', stopped_at = now(), stop_id = gen_random_uuid(), reason = 'all_limit' WHERE scope = 'all'`,
  );
  expect(await read()).toMatchObject([incident, { kind: 'repairs_stopped', params: { code: 'all_limit' } }]);
});
