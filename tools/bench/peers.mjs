// `npm run bench peers [-- --all --rounds=N --requests=N]`: this hub beside a plain server, in turns, signed orders over
// HTTP: how many are acknowledged a second once they are stored, and what that takes of the processor. `--all`: beside
// pg-boss and Node-RED as well, which are installed into a folder of the user's cache.
import pg from 'pg';
import { sendOrders } from './loading.mjs';
import { numberOption } from './options.mjs';
import { installPeers } from './peers/installed.mjs';
import { startHubServer, startNodeRed, startPgBoss, startPlain } from './peers/servers.mjs';
import { cpuMs, serverCpuMs } from './processor-time.mjs';
import { databaseOn } from './report/databases.mjs';
import { median } from './report/medians.mjs';
import { onPostgres } from './world.mjs';

const CONNECTIONS = [32, 128];
const WARM_UP = 1_000;
const PLAIN = 'plain micro-batched insert';
const OWN = { [PLAIN]: startPlain, 'hub (api)': startHubServer };
const OTHERS = { 'pg-boss, a job an order': startPgBoss, 'Node-RED, a flow': startNodeRed };

/** @param {string[]} options `--rounds=N` (3), `--requests=N` of each server and round (10000), `--all` */
export async function bench(options) {
  const rounds = numberOption(options, 'rounds', 3);
  const requests = numberOption(options, 'requests', 10_000);
  const all = options.includes('--all');
  const servers = Object.entries(all ? { ...OWN, ...OTHERS } : OWN);
  const folder = all ? installPeers() : undefined;
  await onPostgres(async ({ dataDir, postgres }) => {
    for (const connections of CONNECTIONS) {
      const measured = new Map(servers.map(([name]) => [name, []]));
      for (let round = 0; round < rounds; round += 1)
        for (const [name, start] of round % 2 === 0 ? servers : servers.toReversed())
          measured
            .get(name)
            .push(await measure({ start, postgres, dataDir, folder, load: { connections, requests } }));
      print(connections, measured, { rounds, requests });
    }
  });
}

let databases = 0;

/** On a database of its own, which is gone afterwards. */
async function measure({ start, postgres, dataDir, folder, load }) {
  const name = `peer_${++databases}`;
  const url = await databaseOn(postgres, name);
  const server = await start({ url, dataDir, folder });
  try {
    const { port, path, storeCode, pid } = server;
    const target = { host: '127.0.0.1', port, path, storeCode, ...load };
    await sendOrders({ ...target, run: 'warm', requests: WARM_UP });
    const before = { server: cpuMs(pid), database: serverCpuMs(postgres.pid) };
    const figures = await sendOrders({ ...target, run: 'bench' });
    const perThousand = (ms) => (ms * 1_000) / figures.acknowledged;
    await checkRows(url, server.counted, figures.acknowledged + WARM_UP);
    return {
      perSecond: figures.acknowledged / figures.seconds,
      p50: figures.p50,
      p99: figures.p99,
      serverMs: perThousand(cpuMs(pid) - before.server),
      databaseMs: perThousand(serverCpuMs(postgres.pid) - before.database),
    };
  } finally {
    await server.stop();
    await query(postgres.url, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function checkRows(url, counted, answered) {
  const { rows } = await query(url, counted);
  if (rows[0].rows !== answered) throw new Error(`${rows[0].rows} rows for ${answered} answers`);
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

function print(connections, measured, { rounds, requests }) {
  console.log(
    `\n${connections} connections, medians of ${rounds} rounds of ${requests} signed orders of 2 KB`,
  );
  console.log(
    '                              acknowledged/s  ratio   p50 ms   p99 ms   CPU ms per 1,000: server  database',
  );
  const base = measured.get(PLAIN);
  for (const [name, of] of measured) {
    const mid = (figure) => median(of.map((round) => round[figure]));
    const ratio = median(of.map(({ perSecond }, round) => perSecond / base[round].perSecond));
    const figures = [
      mid('perSecond').toFixed(0).padStart(14),
      ratio.toFixed(2).padStart(6),
      mid('p50').toFixed(1).padStart(8),
      mid('p99').toFixed(1).padStart(8),
      mid('serverMs').toFixed(0).padStart(26),
      mid('databaseMs').toFixed(0).padStart(9),
    ];
    console.log(`  ${name.padEnd(28)}${figures.join(' ')}`);
  }
  console.log('  ratio: to the plain server, round by round; rows in the database = requests answered 2xx');
}
