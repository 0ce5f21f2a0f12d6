import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { hubRest } from '../demo/rest.mjs';
import { whereTo } from '../demo/where.mjs';
import { movedTo, readCases } from './case-file.mjs';
import { openShop, openStores } from './case-world.mjs';
import { outcomeLines } from './outcome.mjs';

const USAGE = 'npm run cases -- <folder or file> [--hub=<url>] [--key=<admin key>] [--sandbox=<url>]';
const BETWEEN_MS = 3_000;
const LONGEST_WAIT_MS = 15_000;
/** A code like this one is meant to be no store. */
const NO_STORE = /NONE/;

/** @param {string[]} options as given on the command line */
export async function sendCases(options) {
  const [where] = options.filter((option) => !option.startsWith('--'));
  if (where === undefined || !fs.existsSync(where)) return fail(USAGE);
  const { hubUrl, adminKey, sandboxUrl } = whereTo(options);
  if (adminKey === undefined) return fail(`No admin key: start the hub here (npm start), or ${USAGE}`);
  const hub = hubRest(hubUrl, adminKey);
  const cases = readCases(where);
  await openStores({ hub, sandboxUrl }, needsOf(cases));
  for (const one of cases) await sendCase(hub, one);
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 2;
}

function needsOf(cases) {
  const text = cases.flatMap(({ bodies }) => bodies).join('\n');
  const said = (field) => [
    ...new Set([...text.matchAll(new RegExp(`"${field}":\\s*"([^"]+)"`, 'g'))].map(([, value]) => value)),
  ];
  return {
    storeCodes: said('storeCode').filter((code) => !NO_STORE.test(code)),
    itemNames: said('itemName'),
  };
}

async function sendCase(hub, { name, right, bodies }) {
  console.log(`\n== ${name}`);
  const shop = await openShop(hub, name);
  for (const body of movedTo(bodies, Date.now())) {
    const { status, text } = await shop.send(body);
    console.log(`  sent            ${status}${status < 300 ? '' : ` ${text}`}`);
    await quiet(hub, shop);
  }
  for (const line of await outcomeLines(hub, shop)) console.log(`  ${line}`);
  if (right !== undefined) console.log(`  meant to be     ${right}`);
}

/** Until nothing of this shop is under way, for some seconds at most. */
async function quiet(hub, shop) {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  do await sleep(BETWEEN_MS);
  while ((await isBusy(hub, shop)) && Date.now() < deadline);
}

async function isBusy(hub, { id }) {
  const { items: orders } = await hub.get(`orders?accountId=${id}&limit=50`);
  const commands = await Promise.all(
    orders.map((order) => hub.get(`dispatches?orderId=${order.id}&limit=50`)),
  );
  return commands
    .flatMap(({ items }) => items)
    .some(({ state }) => state === 'waiting' || state === 'unknown');
}
