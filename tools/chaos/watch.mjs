import pg from 'pg';
import { askHealth } from '../start/programs.mjs';

const LOOK_EVERY_MS = 500;

/**
 * Looks whether a hub that says it is ready also works: whether deliveries to it are acknowledged, and whether, while
 * some hub is ready, what was acknowledged is worked off; and whether there are as many hubs with workers as are ready.
 */
export function startWatch({ hubs, databaseUrl }) {
  const seen = new Map(hubs.map((hub) => [hub, { readySince: undefined, failingSince: undefined }]));
  const longest = { acknowledging: 0, working: 0, workers: 0 };
  let fewerSince;
  const oks = [];
  let over = false;

  const heard = ({ hub, ok, at }) => {
    const state = seen.get(hub);
    state.failingSince = ok ? undefined : (state.failingSince ?? at);
    if (ok) oks.push(at);
  };

  async function lookAt(hub) {
    const state = seen.get(hub);
    const ready = (await askHealth(`${hub.url}/health/ready`)) === undefined;
    state.readySince = ready ? (state.readySince ?? Date.now()) : undefined;
    if (!ready || state.failingSince === undefined) return;
    const inVain = Date.now() - Math.max(state.readySince, state.failingSince);
    longest.acknowledging = Math.max(longest.acknowledging, inVain);
  }

  async function lookAtWork() {
    const standing = await standstillMs(databaseUrl).catch(() => 0);
    const since = Math.min(...[...seen.values()].map(({ readySince }) => readySince ?? Infinity));
    if (since === Infinity) return;
    longest.working = Math.max(longest.working, Math.min(standing, Date.now() - since));
  }

  async function lookAtWorkers() {
    const ready = [...seen.values()].filter(({ readySince }) => readySince !== undefined).length;
    const working = await hubsWithWorkers(databaseUrl).catch(() => ready);
    fewerSince = working < ready ? (fewerSince ?? Date.now()) : undefined;
    if (fewerSince !== undefined) longest.workers = Math.max(longest.workers, Date.now() - fewerSince);
  }

  const every = async (look) => {
    while (!over) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  const looking = [...hubs.map((hub) => every(() => lookAt(hub))), every(lookAtWork), every(lookAtWorkers)];
  return {
    heard,
    firstOkAfter: (instant) => oks.find((at) => at >= instant),
    longest,
    async stop() {
      over = true;
      await Promise.all(looking);
    },
  };
}

/**
 * Not through a proxy. How long the oldest delivery that anybody could take has waited without any being settled; ms.
 * What a killed hub has taken is not counted: its lease ends after a minute, which the table shows as draining.
 */
const standstillMs = async (url) => Number((await lookUp(url, STANDSTILL)).ms ?? 0);

/** Not through a proxy. How many hubs have a session of their workers; those that are cut and come back work between. */
const hubsWithWorkers = async (url) => (await lookUp(url, WITH_WORKERS)).hubs;

async function lookUp(connectionString, text) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows[0];
  } finally {
    await client.end().catch(() => {});
  }
}

const STANDSTILL = `SELECT 1000 * extract(epoch FROM clock_timestamp() - greatest(
    (SELECT min(greatest(received_at, lease_until)) FROM deliveries
     WHERE state = 'pending' AND (lease_until IS NULL OR lease_until < clock_timestamp())),
    (SELECT max(settled_at) FROM deliveries)))
  * EXISTS (SELECT FROM deliveries WHERE state = 'pending'
    AND (lease_until IS NULL OR lease_until < clock_timestamp()))::int AS ms`;
const WITH_WORKERS = `SELECT count(DISTINCT application_name)::int AS hubs FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'suanpan jobs %'`;
