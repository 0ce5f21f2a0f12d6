import { jest } from '@jest/globals';
import { EVERYTHING } from '#reconciliation/runs/run.js';
import { PLACED_AT } from '../../factories/observations.js';
import { KilledError, mortalDatabase } from './mortal-database.js';
import { WRONG } from './seeded-kinds.js';
import { type Random, seeded, shuffled } from './seeded-random.js';
import { someStories, type Story } from './seeded-stories.js';
import type { Statement } from './seeded-telling.js';
import { type Kept, type SeededWorld, seededWorld } from './seeded-world.js';

/** In full: 10,000, with a hundred of each kind. */
const ORDERS = Number(process.env['SUANPAN_SEEDED_ORDERS'] ?? 600);
const OF_EACH_KIND = Math.max(3, Math.floor(ORDERS / 100));
const LONGEST_BATCH = 200;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY = { from: new Date(PLACED_AT.getTime() - DAY_MS), to: new Date(PLACED_AT.getTime() + DAY_MS) };
const KILLS = 10;

// A machine that is shared records some hundred statements a second; nothing here is asserted of it.
jest.setTimeout(120_000 + ORDERS * 200);

let world: SeededWorld;
beforeEach(async () => {
  world = await seededWorld();
});
afterEach(() => world.close());

/** Everything that is said, in any order, in batches of any size. */
function* batches(stories: readonly Story[], random: Random): Iterable<readonly Statement[]> {
  const all = shuffled(
    stories.flatMap(({ says }) => says),
    random,
  );
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

/** Nothing but what is told at once, whatever its patience. */
const atOnce = ({ soon }: Story): readonly string[] =>
  soon.filter((rule) => rule === 'refunded_after_completion');
const soon = (story: Story): readonly string[] => story.soon;
const aDayLater = (story: Story): readonly string[] => story.aDayLater;

/** Records all of it while hubs watch; @param watch once. */
async function recordWatched(stories: readonly Story[], random: Random, watch: () => Promise<void>) {
  const recorded = new AbortController();
  const watching = (async () => {
    while (!recorded.signal.aborted) await watch();
  })();
  try {
    for (const batch of batches(stories, random)) await world.record(batch);
  } finally {
    recorded.abort();
    await watching;
  }
}

it('what goes wrong is found, each by its rule and once its patience is over, and nothing else', async () => {
  const random = seeded(7);
  const stories = someStories(random, 'W', ORDERS, OF_EACH_KIND);
  expect(Object.keys(WRONG).length).toBeGreaterThanOrEqual(10);
  await recordWatched(stories, random, world.compare);
  await world.compare();
  expect(await world.waiting()).toBe(0);
  expect(wrongly(await world.kept(), stories, atOnce)).toEqual([]);

  world.later(15 * MINUTE_MS);
  await world.compare();
  expect(wrongly(await world.kept(), stories, soon)).toEqual([]);

  world.later(DAY_MS);
  await world.compare();
  expect(wrongly(await world.kept(), stories, aDayLater)).toEqual([]);

  // A full run finds the same set: nothing to open, nothing to close.
  const id = await world.runs.create({ ...EVERYTHING, ...DAY });
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
  world.later(15 * MINUTE_MS);
  for (const before = kills; kills < before + KILLS;) await killedOrStopped();
  await world.compare();
  expect(await world.waiting()).toBe(0);
  expect(wrongly(await world.kept(), stories, soon)).toEqual([]);
  const twice = await world.database.rows({
    text: `SELECT discrepancy_id FROM discrepancy_events WHERE kind = 'opened' GROUP BY 1 HAVING count(*) > 1`,
  });
  expect(twice).toEqual([]);
});
