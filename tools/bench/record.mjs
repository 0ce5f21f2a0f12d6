// `npm run bench record [-- --orders=N --seconds=N]`: what it takes to record acknowledged orders, hub and database apart,
// beside a plain recorder of the same documents; by a worker alone, and by a hub under load. All in one run on one
// embedded, durable database; load, hub and database share this machine.
import { numberOption } from './options.mjs';
import { fullLoad, measureUnderLoad, measureWorker, pacedLoad } from './record/hubs.mjs';
import { openMeter } from './record/meter.mjs';
import { measurePlain } from './record/plain-recorder.mjs';
import { printTable } from './record/table.mjs';
import { onPostgres } from './world.mjs';

const RATES = [300, 1_000];
const WARM_UP = 2_000;

/** @param {string[]} options `--orders=N`, 20000 by default, `--seconds=N` of each paced load, 60 by default */
export async function bench(options) {
  const orders = numberOption(options, 'orders', 20_000);
  const seconds = numberOption(options, 'seconds', 60);
  await onPostgres(async ({ dataDir, postgres }) => {
    const meter = await openMeter(postgres);
    try {
      await measureAll(postgres, { how: { dataDir, meter, warmUp: WARM_UP }, orders, seconds });
    } finally {
      await meter.close();
    }
  });
}

async function measureAll(postgres, { how, orders, seconds }) {
  const measured = async (name, work) => {
    console.log(`measuring: ${name}`);
    return { name, ...(await work()) };
  };
  const plain = await measured('plain recorder', () => measurePlain(postgres, { ...how, orders }));
  const hubs = [await measured('worker alone', () => measureWorker(postgres, { ...how, orders }))];
  for (const { name, asked, load } of loads({ orders, seconds })) {
    const underLoad = () => measureUnderLoad(postgres, { ...how, load });
    hubs.push({ ...(await measured(name, underLoad)), asked });
  }
  printTable(plain, hubs);
}

const loads = ({ orders, seconds }) => [
  ...RATES.map((rate) => ({ name: `hub at ${rate}/s`, asked: rate, load: pacedLoad(rate, seconds) })),
  { name: 'hub at full load', load: fullLoad(orders) },
];
