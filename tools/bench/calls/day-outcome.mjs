// What a day has cost, and whether everything has come to where it belongs.
const count = (keys) => {
  const counts = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/**
 * @typedef {Awaited<ReturnType<typeof outcomeOf>>} DayOutcome
 * @param {object} day as it was played
 * @param {{ calls: readonly import('../../played/played-hub.mjs').MadeCall[], received: number, end: Date }} made `received`: what the vendor counts
 */
export async function outcomeOf(day, { calls, received, end }) {
  const made = calls.filter(({ accountId }) => accountId === day.tillId);
  const placed = await placedOf(day);
  return {
    sum: made.length,
    received,
    byPurpose: count(made.map(({ purpose = 'unnamed' }) => purpose)),
    byOperation: count(made.map(({ operation }) => operation)),
    booked: placed.booked,
    longestWaitSeconds: placed.longestWaitSeconds,
    faults: { ...placed.faults, ...(await coverageFaults(day, end)) },
    longestUnlistedMinutes: longestPause(made, end) / 60_000,
  };
}

/** By our remark, which begins with the order's marker and its number at the shop. */
async function placedOf(day) {
  const { items } = await day.control('GET', 'pospal/orders?source=api&limit=100000');
  const numberOf = ({ orderRemark }) => /D-\d+/.exec(orderRemark ?? '')?.[0];
  const alive = items.filter(({ state }) => state !== 3);
  const doubled = alive.length - new Set(alive.map(numberOf)).size;
  const there = new Set(items.map(numberOf));
  const lost = [...day.placedAt.keys()].filter((orderNo) => !there.has(orderNo));
  const waits = items.map((one) => Date.parse(one.madeAt) - day.placedAt.get(numberOf(one)));
  const commands = await day.hub.all(`dispatches?accountId=${day.tillId}`);
  const unsettled = commands.filter(({ state }) => state !== 'done' && state !== 'withdrawn');
  return {
    booked: items.length,
    faults: { doubled, lost: lost.length, unsettled: unsettled.length, unseen: await unseenOf(day, items) },
    longestWaitSeconds: Math.max(0, ...waits) / 1_000,
  };
}

const ENDS = { 3: 'cancelled', 4: 'completed' };

/** How many orders have come to their end at the till, and the hub does not know it. */
async function unseenOf(day, items) {
  const orders = await day.hub.all(`orders?accountId=${day.tillId}`);
  const legs = orders.flatMap((order) => order.legs).filter(({ accountId }) => accountId === day.tillId);
  const known = new Map(legs.map(({ vendorNo, fulfilment }) => [vendorNo, fulfilment?.state]));
  return items.filter(({ orderNo, state }) => state in ENDS && known.get(orderNo) !== ENDS[state]).length;
}

/** @param {Date} end up to when everything must have been read */
async function coverageFaults(day, end) {
  const { items } = await day.hub.call('GET', `coverage?accountId=${day.tillId}`);
  const gaps = items.flatMap((stream) => stream.gaps.filter(({ from }) => new Date(from) < end));
  const behind = items.filter(({ completeTo }) => new Date(completeTo) < end);
  return { gaps: gaps.length, behind: items.length === 0 ? 1 : behind.length };
}

function longestPause(made, end) {
  const at = made
    .filter(({ operation, code }) => /Pages/i.test(operation) && code === null)
    .map((one) => one.at);
  const ends = [...at, end.getTime()];
  return Math.max(0, ...ends.slice(1).map((one, index) => one - ends[index]));
}
