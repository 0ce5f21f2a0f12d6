// A time that goes only when it is told to, or when somebody pauses: a day passes in a minute or two.
import { setImmediate as turn } from 'node:timers/promises';

/** The host's two clocks and its timers, as the hub takes them. */
export class PlayedTime {
  #elapsed = 0;

  /** @param {Date} start */
  constructor(start) {
    this.start = start.getTime();
  }

  get ms() {
    return this.start + this.#elapsed;
  }

  host = () => ({ wallMs: this.ms, monotonicMs: this.#elapsed });

  elapsedMs() {
    return this.#elapsed;
  }

  /** What is waited for of a vendor is waited for in truth: it answers at once, or the connection is cut. */
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }

  /** Over at once, and time has passed by it. */
  async pause(ms) {
    this.#elapsed += ms;
    await turn();
  }

  /** @param {number} ms epoch; what lies behind is left alone */
  goTo(ms) {
    this.#elapsed = Math.max(this.#elapsed, ms - this.start);
  }
}

/** The same time for every statement of a database that asks for its own. */
export class PlayedDatabaseTime {
  /** @param {import('pg').Client} client */
  constructor(client) {
    this.client = client;
  }

  /** From now on whoever connects finds these functions before the system's own. */
  async begin() {
    await this.client.query(`
      CREATE SCHEMA played;
      CREATE TABLE played.time (at timestamptz NOT NULL);
      INSERT INTO played.time VALUES (now());
      CREATE FUNCTION played.now() RETURNS timestamptz STABLE LANGUAGE sql AS 'SELECT at FROM played.time';
      CREATE FUNCTION played.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
        AS 'SELECT at FROM played.time';`);
    await this.client.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = played, pg_catalog, public', current_database()); END $$`,
    );
  }

  async goTo(ms) {
    await this.client.query('UPDATE played.time SET at = $1', [new Date(ms)]);
  }
}
