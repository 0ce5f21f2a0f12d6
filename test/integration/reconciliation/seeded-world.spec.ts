import { jest } from '@jest/globals';
import { ORDER_RULES } from '#reconciliation/compare/rules.js';
import { EVERYTHING } from '#reconciliation/runs/run.js';
import { KilledError, mortalDatabase } from './mortal-database.js';
import { WRONG } from './seeded-kinds.js';
import { type Random, seeded, shuffled } from './seeded-random.js';
import { lastSaidAtTills, someStories, type Story } from './seeded-stories.js';
import { type Kept, type SeededWorld, seededWorld } from './seeded-world.js';

/** In full: 10,000, with a hundred of each kind. */
const ORDERS = Number(process.env['SUANPAN_SEEDED_ORDERS'] ?? 600);
const OF_EACH_KIND = Math.max(3, Math.floor(ORDERS / 100));
const LONGEST_BATCH = 200;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The longest patience but a day's is over, and tills are read past everything that was sent to them. */
const SOON_MS = 35 * MINUTE_MS;
const KILLS = 10;

// A machine that is shared records some hundred statements a second; nothing here is asserted of it.
jest.setTimeout(300_000 + ORDERS * 200);

let world: SeededWorld;
beforeEach(async () => {
  world = await seededWorld();
});
afterEach(() => world.close());

/** All of it, in any order, in batches of any size. */
function* batches<T>(said: readonly T[], random: Random): Iterable<readonly T[]> {
  const all = shuffled(said, random);
  for (let from = 0; from < all.length;) {
    const size = 1 + Math.floor(random() * LONGEST_BATCH);
    yield all.slice(from, from + size);
    from += size;
  }
}

/** What is kept of orders otherwise than it should be: each with what is missing (-) and what is false (+). */
function wrongly(
  kept: Kept,
  stories: readonly Story[],
  rulesOf: (story: Story) => readonly string[],
): string[] {
  const told = new Set(stories.map(({ no }) => no));
  const strange = [...kept]
    .filter(([no]) => !told.has(no))
    .map(([no, rules]) => `${no}: +${rules.join(' +')}`);
  const differing = stories.flatMap((story) => {
    const [should, is] = [[...rulesOf(story)].sort().join(' '), (kept.get(story.no) ?? []).join(' ')];
    return should === is ? [] : [`${story.no} (${story.kind}): -${should} +${is}`];
  });
  return [...strange, ...differing];
}

const atOnce = (story: Story): readonly string[] => story.atOnce;
const soon = (story: Story): readonly string[] => story.soon;
const aDayLater = (story: Story): readonly string[] => story.aDayLater;

const aboutThen = () => ({
  from: new Date(world.paidAt.getTime() - DAY_MS),
  to: new Date(world.paidAt.getTime() + DAY_MS),
});

/** It is so much later, and the tills are listed by then. */
async function pass(ms: number): Promise<void> {
  world.later(ms);
  await world.readTills();
}

/** Records all of it while hubs watch; @param watch once. */
async function recordWatched(stories: readonly Story[], random: Random, watch: () => Promise<void>) {
  const recorded = new AbortController();
  const watching = (async () => {
    while (!recorded.signal.aborted) await watch();
  })();
  try {
    const said = stories.flatMap(({ says }) => says);
    for (const batch of batches(said, random)) await world.record(batch);
    await world.record([]);
    expect(world.untold()).toBe(0);
  } finally {
    recorded.abort();
    await watching;
  }
}

it('every rule of orders has its way of going wrong', () => {
  const found = Object.values(WRONG).flatMap(({ atOnce = [], soon = [], aDayLater = [] }) => [
    ...[...atOnce, ...soon, ...aDayLater],
  ]);
  expect([...new Set(found)].sort()).toEqual(Object.keys(ORDER_RULES).sort());
});

it('what goes wrong is found, each by its rule and once its patience is over, and nothing else', async () => {
  const random = seeded(7);
  const stories = someStories(random, 'W', ORDERS, OF_EACH_KIND);
  await recordWatched(stories, random, world.compare);
  await world.compare();
  expect(await world.waiting()).toBe(0);
  expect(wrongly(await world.kept(), stories, atOnce)).toEqual([]);

  await pass(SOON_MS);
  await world.compare();
  expect(wrongly(await world.kept(), stories, soon)).toEqual([]);

  await pass(DAY_MS);
  for (const batch of batches(lastSaidAtTills(stories), random)) await world.recordAgain(batch);
  await world.compare();
  expect(wrongly(await world.kept(), stories, aDayLater)).toEqual([]);

  // A full run finds the same set: nothing to open, nothing to close.
  const id = await world.runs.create({ ...EVERYTHING, ...aboutThen() });
  await world.running({ ordersPerSlice: 500 }).run(new AbortController().signal);
  const { state, report } = (await world.shownRuns.get(id))!;
  expect({ state, ...report }).toMatchObject({ state: 'done', compared: ORDERS, opened: 0, closed: 0 });
  expect(wrongly(await world.kept(), stories, aDayLater)).toEqual([]);
});

it('the same is found where hubs are stopped and killed in the middle, and others go on', async () => {
  const random = seeded(11);
  const stories = someStories(random, 'K', ORDERS, OF_EACH_KIND);
  let kills = 0;
  const killedOrStopped = async (): Promise<void> => {
    const stopping = new AbortController();
    if (random() < 0.3) stopping.abort();
    const through = mortalDatabase(world.database, 1 + Math.floor(random() * 12));
    await world
      .watching(through)
      .run(stopping.signal)
      .catch((error: unknown) => {
        if (!(error instanceof KilledError)) throw error;
        kills += 1;
      });
  };
  await recordWatched(stories, random, killedOrStopped);
  await pass(SOON_MS);
  for (const before = kills; kills < before + KILLS;) await killedOrStopped();
  await world.compare();
  expect(await world.waiting()).toBe(0);
  expect(wrongly(await world.kept(), stories, soon)).toEqual([]);
  const twice = await world.database.rows({
    text: `SELECT discrepancy_id FROM discrepancy_events WHERE kind = 'opened' GROUP BY 1 HAVING count(*) > 1`,
  });
  expect(twice).toEqual([]);
});
