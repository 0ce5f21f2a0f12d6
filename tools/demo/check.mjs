import { callJson, hubRest } from './rest.mjs';
import { verdictLines } from './verdict-lines.mjs';
import { verdictsOf } from './verdicts.mjs';
import { whereTo } from './where.mjs';

/** More than a demo tells in months. */
const MOST_DISTORTIONS = 100_000;

/** @returns {Promise<0 | 1 | 2>} the exit code: 2 where there is nothing to ask */
export async function checkDemo(options) {
  const { hubUrl, adminKey, sandboxUrl } = whereTo(options);
  if (adminKey === undefined || sandboxUrl === undefined) {
    console.error(
      'No demo runs here: start it (npm start), or say where with --hub=, --key= and --sandbox=.',
    );
    return 2;
  }
  const hub = hubRest(hubUrl, adminKey);
  try {
    // The record first: what goes wrong between the two is not looked for.
    const distortions = await recordOf(sandboxUrl);
    const discrepancies = await allOf(hub);
    const verdicts = verdictsOf(distortions, await numbered(hub, discrepancies), Date.now());
    for (const line of verdictLines(verdicts)) console.log(line);
    return verdicts.missing.length + verdicts.unexplained.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`The demo could not be asked: ${error.cause?.message ?? error.message}`);
    return 2;
  }
}

async function recordOf(sandboxUrl) {
  const { items } = await callJson('GET', `${sandboxUrl}/control/distortions?limit=${MOST_DISTORTIONS}`);
  return items.reverse();
}

/** In whatever state: what was found, and mended since, was found. */
async function allOf(hub) {
  const all = [];
  for (let cursor = ''; ;) {
    const page = await hub.get(`discrepancies?limit=200${cursor}`);
    all.push(...page.items);
    if (page.nextCursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

/** Each with the numbers under which vendors know its order. */
async function numbered(hub, discrepancies) {
  const known = new Map();
  const out = [];
  for (const one of discrepancies) {
    if (one.orderId !== null && !known.has(one.orderId)) {
      const { legs } = await hub.get(`orders/${one.orderId}`);
      known.set(
        one.orderId,
        legs.map(({ vendorNo }) => vendorNo),
      );
    }
    out.push({ ...one, numbers: known.get(one.orderId) ?? [] });
  }
  return out;
}
