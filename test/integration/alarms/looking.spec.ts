import { ConflictError } from '#accounts/account-errors.js';
import { aRunFailing, type AlarmsWorld, alarmsWorld } from './alarms-world.js';

const HOUR_MS = 3_600_000;
const NEVER = new AbortController().signal;

describe('Looking', () => {
  let world: AlarmsWorld;
  let subject: string;
  let next = 1;
  beforeAll(async () => {
    world = await alarmsWorld();
  });
  beforeEach(async () => {
    await world.look();
    subject = `run:${String(next++)}`;
  });
  afterAll(() => world.close());

  const own = async () => (await world.list()).filter((alarm) => alarm.subject === subject);

  it('opens an alarm once, updates it while it stands and ends it', async () => {
    await world.look(aRunFailing({ subject }));
    await world.look(aRunFailing({ subject, count: 5, params: { run: '1', count: 5 } }));
    expect(await own()).toMatchObject([
      { state: 'open', count: 5, params: { run: '1', count: 5 }, timesOpened: 1, endedAt: null },
    ]);
    await world.look();
    expect(await own()).toMatchObject([{ state: 'ended', endedAt: world.clock.now() }]);
  });

  it('takes up the same one within a day, and opens another later', async () => {
    await world.look(aRunFailing({ subject }));
    await world.look();
    world.later(23 * HOUR_MS);
    await world.look(aRunFailing({ subject }));
    expect(await own()).toMatchObject([{ state: 'open', timesOpened: 2, endedAt: null }]);
    await world.look();
    world.later(25 * HOUR_MS);
    await world.look(aRunFailing({ subject }));
    expect(await own()).toMatchObject([
      { state: 'open', timesOpened: 1 },
      { state: 'ended', timesOpened: 2 },
    ]);
  });

  it('keeps what a source says that cannot be read, and asks the others', async () => {
    await world.look(aRunFailing({ subject }));
    world.later(1_000);
    const broken = world.source([], { read: () => Promise.reject(new Error('away')) });
    const other = world.source([aRunFailing({ kind: 'run_cut_short', subject })], {
      ...{ name: 'other', kinds: ['run_cut_short'] },
    });
    await expect(world.looking.look([broken, other], NEVER)).rejects.toThrow('away');
    expect((await own()).map(({ kind, state }) => [kind, state])).toEqual([
      ['run_cut_short', 'open'],
      ['run_failing', 'open'],
    ]);
  });

  it('writes nothing of what was asked before a look that is written already', async () => {
    let answer: (() => void) | undefined;
    const slow = world.source([], {
      read: () =>
        new Promise(
          (resolve) =>
            (answer = () => {
              resolve({ standing: [] });
            }),
        ),
    });
    const asked = world.looking.look([slow], NEVER);
    await world.look(aRunFailing({ subject }));
    answer?.();
    await asked;
    expect(await own()).toMatchObject([{ state: 'open' }]);
  });

  it('opens once, however many hubs look at the same time', async () => {
    world.later(1_000);
    const hubs = Array.from({ length: 5 }, (_, at) =>
      world.source([aRunFailing({ subject })], { name: `hub ${String(at)}` }),
    );
    await Promise.all(hubs.map((hub) => world.looking.look([hub], NEVER)));
    expect(await own()).toMatchObject([{ timesOpened: 1 }]);
  });

  it('is acknowledged once, until it opens again', async () => {
    await world.look(aRunFailing({ subject }));
    const { id } = (await own())[0]!;
    await Promise.all(
      ['Li', 'Wang'].map((by) => world.acknowledging.acknowledge(id, `I see to it, ${by}`, by)),
    );
    await world.look(aRunFailing({ subject }));
    const [seen] = await own();
    expect(seen).toMatchObject({
      state: 'acknowledged',
      note: { text: `I see to it, ${seen!.acknowledgedBy!}` },
    });
    await world.acknowledging.eraseText(seen!.note!.id);
    expect(await own()).toMatchObject([{ state: 'acknowledged', note: null }]);
    await world.look();
    await expect(world.acknowledging.acknowledge(id, null, 'Li')).rejects.toThrow(ConflictError);
    await world.look(aRunFailing({ subject }));
    expect(await own()).toMatchObject([{ state: 'open', acknowledgedAt: null, acknowledgedBy: null }]);
  });
});
