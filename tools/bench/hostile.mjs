// `npm run bench hostile`: the CPU time and the memory that it takes to refuse an answer made against its reader.
// Each comes over HTTP from the sandbox to a process of its own that holds the connector as the hub does. Ends with
// exit code 1 unless every one is refused as `invalid_response` and nobody fetched the external entity.
import { startForked } from './forked.mjs';
import { day, ovoparkStore, suningMerchant } from './listed-vendors.mjs';
import { startSandbox } from './sandbox.mjs';
import { inDataDir } from './world.mjs';

const ASKING = new URL('asking-process.mjs', import.meta.url);
/** Of refusing one answer. */
const AIM = { cpuMs: 50, peakMb: 50 };
/** By then what is compiled, connected and optimised on first use is so. */
const GOOD_BEFORE = 10;
const GOOD_ORDERS = 50;
const ENTITY_PATH = '/suning/entity';

const FOR_ANY_READER = { huge: '50 MB', deep_json: 'JSON 100,000 deep' };
const FOR_XML_READERS = {
  xml_bomb: 'XML bomb',
  numeric_entity_bomb: 'numeric-entity bomb',
  external_entity: 'external entity',
};

/**
 * @typedef {import('./measured.mjs').Cost} Cost
 * @typedef {{ code: string, message: string }} Refusal
 * @typedef {Cost & { bytes: number, orders?: number, refusal?: Refusal, goodBefore?: number }} Outcome
 */

export async function bench() {
  await inDataDir(async (dataDir) => {
    const sandbox = await startSandbox(dataDir);
    try {
      const outcomes = await measureAll(sandbox);
      const fetches = await entityFetches(sandbox);
      printSum(outcomes, fetches);
      if (fetches > 0 || !outcomes.every(isRefused)) process.exitCode = 1;
    } finally {
      await sandbox.stop();
    }
  });
}

const isRefused = ({ refusal }) => refusal?.code === 'invalid_response';
const isInAim = ({ cpuMs, peakMb }) => cpuMs <= AIM.cpuMs && peakMb <= AIM.peakMb;

/** @returns {Promise<Outcome[]>} of the hostile answers */
async function measureAll(sandbox) {
  const outcomes = [];
  for (const { name, kinds, ...reader } of await readers(sandbox)) {
    console.log(`\n${name.padEnd(24)} ${HEAD}`);
    let good = [];
    for (const [kind, words] of Object.entries(kinds)) {
      const warm = await refuse(sandbox, reader, kind, GOOD_BEFORE);
      const first = await refuse(sandbox, reader, kind, 0);
      print(words, warm.hostile, first.hostile);
      outcomes.push(warm.hostile, first.hostile);
      good = warm.good;
    }
    console.log(figuresOf('beside it: a good one', good.at(-1), good[0]));
  }
  return outcomes;
}

async function readers(sandbox) {
  const suning = await suningMerchant(sandbox, 'hostile');
  const ovopark = await ovoparkStore(sandbox, 'hostile');
  for (const { fill } of [suning, ovopark]) await fill(GOOD_ORDERS, firstHour());
  const ofSuning = ['json', 'xml'].map((format) => ({
    ...{ ...suning, settings: { ...suning.settings, format } },
    name: `Suning, format ${format}`,
    fault: { vendor: 'suning' },
    kinds: { ...FOR_XML_READERS, ...FOR_ANY_READER },
  }));
  // The login before it is answered well.
  const fault = { vendor: 'ovopark', method: 'searchPos' };
  // Many processes ask the same in one name within a second: without a nonce that is one call repeated.
  const settings = { ...ovopark.settings, sendNonce: true };
  return [...ofSuning, { ...ovopark, settings, name: 'Ovopark, searchPos', fault, kinds: FOR_ANY_READER }];
}

function firstHour() {
  const { from } = day(1);
  return { from, to: new Date(Date.parse(from) + 3_600_000).toISOString() };
}

/**
 * @param {number} goodBefore so many good answers come first
 * @returns {Promise<{ good: Outcome[], hostile: Outcome }>}
 */
async function refuse(sandbox, { id, baseUrl, settings, stream, fault }, kind, goodBefore) {
  const asking = startForked(ASKING, [JSON.stringify({ id, baseUrl, settings })], ['--expose-gc']);
  const { from, to } = firstHour();
  const request = { stream, window: { from: new Date(from), to: new Date(to) }, cursor: null };
  const good = [];
  try {
    while (good.length < goodBefore) good.push(throwIfBad(await asking.ask(request)));
    await sandbox.control('faults', { ...fault, kind });
    return { good, hostile: { ...(await asking.ask(request)), goodBefore } };
  } finally {
    await asking.stop();
  }
}

function throwIfBad(outcome) {
  const { orders, refusal } = outcome;
  if (orders === GOOD_ORDERS) return outcome;
  throw new Error(`no good answer: ${refusal?.message ?? `${orders} orders`}`);
}

async function entityFetches(sandbox) {
  const { suning } = await sandbox.look('requests?vendor=suning&limit=500');
  return suning.filter(({ to }) => to === ENTITY_PATH).length;
}

const HEAD = ' warm: CPU ms  peak MB  first: CPU ms  peak MB   read KB  aim';

/** @param {Outcome} warm @param {Outcome} first */
function print(words, warm, first) {
  const aim = [warm, first].map((outcome) => (isInAim(outcome) ? 'kept' : 'missed')).join(', ');
  console.log(`${figuresOf(words, warm, first)}  ${aim}`);
  for (const said of new Set([warm, first].map(saidOf))) console.log(`      ${said}`);
}

function figuresOf(words, warm, first) {
  const cost = ({ cpuMs, peakMb }) => `${cpuMs.toFixed(1).padStart(14)} ${peakMb.toFixed(1).padStart(8)}`;
  const read = (warm.bytes / 1024).toFixed(1).padStart(9);
  return `  ${words.padEnd(22)} ${cost(warm)} ${cost(first)} ${read}`;
}

const saidOf = ({ refusal, orders }) =>
  refusal === undefined ? `taken: ${orders} orders` : `${refusal.code}: ${refusal.message}`;

function printSum(outcomes, fetches) {
  const refused = outcomes.filter(isRefused).length;
  const within = (goodBefore) =>
    outcomes.filter((one) => one.goodBefore === goodBefore && isInAim(one)).length;
  const half = outcomes.length / 2;
  const peak = outcomes.some(({ sampled }) => sampled) ? 'the largest of samples' : 'VmHWM, begun anew';
  console.log(`
${refused} of ${outcomes.length} refused as invalid_response; the external entity was fetched ${fetches} times
within ${AIM.cpuMs} ms and ${AIM.peakMb} MB: warm ${within(GOOD_BEFORE)} of ${half}, first ${within(0)} of ${half}
  warm: after ${GOOD_BEFORE} good answers; first: as the first answer of its process (Ovopark: after a login, which counts)
  CPU: all threads, request and receipt included; peak: ${peak}, above the size after a garbage collection
  read: off the socket, warm, until the connection was given up`);
}
