// `npm run bench calls [-- --only=N --short --log]`: whole days of one till, played in minutes: the real hub and
// PostgreSQL, the sandbox as a process of its own, and a time that goes on as soon as nothing is left to do. Prints
// the calls that the till got, by what they were for; fails if a day does not keep within its bound.
import pg from 'pg';
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { deployMigrations } from '../migrate.mjs';
import { dayLines, holds } from './calls/day-lines.mjs';
import { SCENARIOS, SHORT } from './calls/scenarios.mjs';
import { startForked } from './forked.mjs';
import { numberOption } from './options.mjs';
import { startSandbox } from './sandbox.mjs';
import { inDataDir } from './world.mjs';

/** @param {string[]} options `--only=2` for the second day alone, `--short` for six hours, `--log` for all the hub says */
export async function bench(options) {
  const shows = options.includes('--log') ? 'all' : 'errors';
  const only = numberOption(options, 'only', SCENARIOS.length + 1);
  const days = SCENARIOS.filter((_, at) => only > SCENARIOS.length || at === only - 1);
  await inDataDir(async (dataDir) => {
    const postgres = await startThrowawayPostgres();
    try {
      for (const [at, scenario] of (options.includes('--short') ? [SHORT] : days).entries())
        await playOne({ dataDir, url: await databaseOn(postgres.url, `day_${at}`), scenario, shows });
    } finally {
      await postgres.stop();
    }
  });
}

async function playOne({ dataDir, url, scenario, shows }) {
  const startedAt = performance.now();
  const sandbox = await startSandbox(dataDir);
  const day = startForked(new URL('./calls/day-process.mjs', import.meta.url));
  try {
    const outcome = await day.ask({ url, sandboxUrl: sandbox.url, scenario, shows });
    console.log(`\n${[...dayLines(scenario, outcome)].join('\n')}`);
    console.log(`  played in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    if (!holds(scenario, outcome)) process.exitCode = 1;
  } finally {
    await day.stop();
    await sandbox.stop();
  }
}

async function databaseOn(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const own = new URL(url);
  own.pathname = `/${name}`;
  await deployMigrations(own.href);
  return own.href;
}
