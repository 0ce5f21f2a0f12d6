// `npm run bench poll [-- --orders=N]`: how fast listed orders are recorded from vendors that answer at once, and
// how many statements a page takes: full or nearly empty, new or known. Hub, database and sandbox share this
// machine.
import { readPast } from './backfill.mjs';
import { startHub } from './hub.mjs';
import { connectAccount, day, ovoparkStore, suningMerchant, UNLIMITED } from './listed-vendors.mjs';
import { numberOption } from './options.mjs';
import { statementColumns } from './statements.mjs';
import { besideSandbox } from './world.mjs';

const WARM_UP = 1_000;
/** As many orders in pages that are nearly empty and in pages that are nearly full: a window of one page is listed once. */
const SIZES = [
  { rows: 5, windows: 196 },
  { rows: 49, windows: 20 },
];

/** @typedef {import('./backfill.mjs').Reading & { name: string }} Measured */

/** @param {string[]} options `--orders=N` of a day, at Suning and at Ovopark, 5000 by default */
export async function bench(options) {
  const orders = numberOption(options, 'orders', 5_000);
  await besideSandbox(async ({ url, dataDir, sandbox, client }) => {
    const hub = await startHub({ url, dataDir, roles: 'api,worker', more: UNLIMITED });
    try {
      const measured = [];
      console.log(HEAD);
      for await (const one of measureAll({ hub, sandbox, client }, orders)) {
        measured.push(one);
        console.log(figuresOf(one, measured.length));
      }
      printStatements(measured);
    } finally {
      await hub.stop();
    }
  });
}

/** @returns {AsyncGenerator<Measured>} */
async function* measureAll(world, orders) {
  await readDay(world, await open(world, suningMerchant, 'warm'), WARM_UP);
  for (const { rows, windows } of SIZES) {
    const vendor = await open(world, suningMerchant, `of-${rows}`);
    yield { name: `Suning, ${rows} a window`, ...(await readSmallWindows(world, vendor, rows, windows)) };
  }
  const vendors = [
    { name: 'Suning, a day', vendor: await open(world, suningMerchant, 'day') },
    { name: 'Ovopark, a day', vendor: await open(world, ovoparkStore, 'day') },
  ];
  for (const { name, vendor } of vendors) {
    yield { name, ...(await readDay(world, vendor, orders)) };
    yield { name: `${name} again`, ...(await readAgain(world, vendor, orders)) };
  }
}

async function open({ hub, sandbox }, vendorOf, key) {
  const vendor = await vendorOf(sandbox, key);
  return { accountId: await connectAccount(hub, vendor), fill: vendor.fill };
}

async function readSmallWindows(world, { accountId, fill }, rows, windows) {
  for (let back = 1; back <= windows; back += 1) await fill(rows, day(back));
  return readPast(world, { accountId, ...day(windows, windows), legs: rows * windows });
}

async function readDay(world, { accountId, fill }, orders) {
  await fill(orders, day(1));
  return readPast(world, { accountId, ...day(1), legs: orders });
}

async function readAgain(world, { accountId }, orders) {
  const reading = await readPast(world, { accountId, ...day(1), legs: orders });
  if (reading.entries > 0) throw new Error(`${reading.entries} entries for what had not changed`);
  return reading;
}

const HEAD =
  '\n                             orders windows  pages orders/s pages/s  statements a page  an order  peak MB';

/** @param {Measured} measured */
function figuresOf({ name, orders, windows, pages, seconds, perPage, peakMb }, number) {
  const figures = [
    String(orders).padStart(7),
    String(windows).padStart(7),
    String(pages).padStart(6),
    (orders / seconds).toFixed(0).padStart(8),
    (pages / seconds).toFixed(1).padStart(7),
    perPage.total.toFixed(2).padStart(18),
    ((perPage.total * pages) / orders).toFixed(3).padStart(9),
    (peakMb?.toFixed(0) ?? '').padStart(8),
  ];
  return `  (${number}) ${name.padEnd(21)} ${figures.join(' ')}`;
}

/** @param {Measured[]} measured */
function printStatements(measured) {
  console.log('\nstatements a page, without BEGIN and COMMIT, with all that the hub did meanwhile');
  for (const line of statementColumns(measured.map(({ perPage }) => perPage))) console.log(line);
  console.log(
    '  a window of several pages is listed until two passes in a row agree: its pages count each time',
  );
}
