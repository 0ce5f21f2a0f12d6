import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { played } from '../support/played.js';
import { type Sandbox, startSandbox } from '../support/programs.js';

type Tally = Readonly<Record<string, number>>;
interface Said {
  readonly brake: string;
  readonly stop: string | null;
  readonly repairs: Tally;
  readonly alarms: Tally;
  readonly open: Tally;
  readonly placed: number;
  readonly moved: readonly string[];
}
interface Outcome {
  readonly honest: Said;
  readonly lied: Said;
  readonly righted?: Said;
}

describe('a till that has booked its orders and answers otherwise', () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  beforeEach(async () => {
    [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  });
  afterEach(async () => {
    await sandbox.stop();
    await database.drop();
  });

  const lyingTill = (lie: string) =>
    played<Outcome>('played/lying-till-process.mjs', {
      ...{ url: database.url, sandboxUrl: sandbox.url, lie },
    });

  const HONEST = {
    ...{ brake: 'running', stop: null, placed: 24, moved: [] },
    ...{ repairs: {}, alarms: {}, open: {} },
  };

  it('by showing none of them: nothing is mended, and no repair begins by itself any more', async () => {
    const { honest, lied } = await lyingTill('empty');
    expect({ honest, lied }).toEqual({
      honest: HONEST,
      lied: {
        ...{ brake: 'stopped', stop: 'fetches_fail', placed: 24, moved: [] },
        ...{ open: { stuck: 24 }, repairs: { 'fetch planned': 24 }, alarms: { 'account_trouble open': 1 } },
      },
    });
  });

  it('by showing half of them wrong: the same, until a person starts repairs again', async () => {
    const { honest, lied, righted } = await lyingTill('half_wrong');
    expect({ honest, lied, righted }).toEqual({
      honest: HONEST,
      lied: {
        ...{ brake: 'stopped', stop: 'many_differ', placed: 24, moved: [] },
        ...{ open: { amount_differs: 12 }, repairs: { 'fetch planned': 12 } },
        ...{ alarms: { 'account_trouble open': 1 } },
      },
      righted: {
        ...{ brake: 'running', stop: null, placed: 24, moved: [] },
        ...{ open: {}, repairs: { 'fetch dismissed': 12 }, alarms: { 'account_trouble ended': 1 } },
      },
    });
  });
});
