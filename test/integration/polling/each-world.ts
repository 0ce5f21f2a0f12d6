import { PollingDatabase, PollingWorld, type Worker } from './polling-world.js';

/** Of the test that runs; others see each new one, as an import follows its variable. */
export let world: PollingWorld;
/** A hub in that world. */
export let worker: Worker;

/** To be called inside `describe`: one database for all of its tests, and for each a world of its own. */
export function eachInItsWorld(): void {
  let open: PollingDatabase;
  beforeAll(async () => {
    open = await PollingDatabase.open();
  });
  beforeEach(() => {
    enter(open);
  });
  afterAll(() => open.close());
}

/** A further world on the same database, for a test that needs many. */
export function anotherWorld(): void {
  enter(world.open);
}

function enter(open: PollingDatabase): void {
  world = new PollingWorld(open);
  worker = world.worker();
}
