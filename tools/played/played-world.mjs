// The real hub, a real PostgreSQL and the sandbox, at a time that is played: it passes only here.
import pg from 'pg';
import { control } from '../bench/sandbox.mjs';
import { openPlayedHub } from './played-hub.mjs';
import { PlayedDatabaseTime, PlayedTime } from './played-time.mjs';

const MINUTE_MS = 60_000;

/**
 * @param {{ url: string, sandboxUrl: string, start: number, observe?: (call: import('./played-hub.mjs').MadeCall) => void, log?: (line: object) => void, leftOut?: RegExp }} how
 *   `url`: of a migrated, empty database; `start`: epoch ms, far enough ahead of any machine's own time
 * @param {(world: PlayedWorld) => Promise<Outcome>} play
 * @returns {Promise<Outcome>}
 * @template Outcome
 */
export async function inPlayedWorld({ url, sandboxUrl, start, observe, log, leftOut }, play) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const databaseTime = new PlayedDatabaseTime(client);
    await databaseTime.begin();
    const time = new PlayedTime(new Date(start));
    await databaseTime.goTo(time.ms);
    const heard = { log: log ?? ignored, observe: observe ?? ignored };
    const hub = await openPlayedHub({ url, client, time, leftOut, ...heard });
    try {
      const world = new PlayedWorld({ hub, time, databaseTime, sandboxUrl });
      await world.tellTime();
      return await play(world);
    } finally {
      await hub.stop();
    }
  } finally {
    await client.end();
  }
}

const ignored = () => undefined;

export class PlayedWorld {
  constructor(parts) {
    Object.assign(this, parts);
  }

  pass = (ms) => this.passUntil(this.time.ms + ms);

  /** Ticks every minute; jobs when they are due. */
  async passUntil(until) {
    while (this.time.ms < until) {
      const tick = (Math.floor(this.time.ms / MINUTE_MS) + 1) * MINUTE_MS;
      this.time.goTo(Math.min(until, tick, Math.max(await this.hub.jobs.nextAt(), this.time.ms + 1)));
      await this.tellTime();
      if (this.time.ms >= tick) await this.tick();
      await this.hub.jobs.settle();
    }
  }

  /** The hub's own ticks tell once what they are for; from then on that is done without asking whose turn it is. */
  async tick() {
    const { ticks, jobs, heal } = this.hub;
    if (this.ticked === undefined) {
      await ticks.everyFewSeconds();
      await ticks.everyMinute();
      this.ticked = await jobs.ticked();
    } else for (const task of this.ticked) await jobs.run(task, {});
    await heal();
  }

  async tellTime() {
    await this.databaseTime.goTo(this.time.ms);
    await this.hub.measure();
    await this.control('PUT', 'clock', { at: new Date(this.time.ms).toISOString() });
  }

  /** What the vendors have to say is said, and what follows is done. */
  async settle() {
    for (let round = 0; round < 2; round += 1) {
      for (let idle = false; !idle;) ({ idle } = await this.control('GET', 'notifications/idle'));
      // Workers are woken a moment after what they are woken for is acknowledged.
      await this.hub.jobs.run('intake.drain', {});
      await this.hub.jobs.settle();
    }
  }

  control = (method, what, body) => control(this.sandboxUrl, method, what, body);
}
