import { setTimeout as sleep } from 'node:timers/promises';
import { NAMES, ZHIMAI } from './chain.mjs';
import { callJson } from './rest.mjs';

const LOOK_EVERY_MS = 1_000;
const PATIENCE_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
/** A store of the chain, as the storefront and Ovopark know it. */
const [STORE, ZHIMAI_STORE, DEPARTMENT] = ['SH-01', '5001', '9801'];

/**
 * What a person does once for an Ovopark account: has one changed hour reported again, looks at Ovopark whether it shows
 * right and its other hours as before, and says so. From then on the hub asks nobody.
 */
export async function confirmCover(hub, sandboxUrl, { stores, accounts }) {
  const account = await hub.get(`accounts/${accounts[NAMES.ovopark].id}`);
  if (account.restating.mode === 'auto') return;
  const storeId = stores[STORE].id;
  await until('reports are still being sent', async () => {
    const { items } = await hub.get(`submissions?storeId=${storeId}&state=waiting&limit=1`);
    return items.length === 0;
  });
  const before = await shownHours(sandboxUrl);
  const hour = await changedHour(hub, sandboxUrl, storeId);
  await hub.post('submissions', { storeId, from: hour.hourStart, to: hour.hourEnd });
  const period = `from=${hour.hourStart}&to=${hour.hourEnd}`;
  await until('the covering report was not accepted', async () => {
    const { items } = await hub.get(`submissions?storeId=${storeId}&${period}&state=accepted`);
    return items.some(({ cover }) => cover);
  });
  const { items } = await hub.get(`sales/hours?storeId=${storeId}&${period}`);
  expectCovered(before, await shownHours(sandboxUrl), items[0]);
  await hub.post(`accounts/${account.id}/confirm-cover`);
}

/** An hour of the history that another order comes to, late. */
async function changedHour(hub, sandboxUrl, storeId) {
  const from = new Date(Math.floor(Date.now() / HOUR_MS - 6) * HOUR_MS);
  const to = new Date(from.getTime() + HOUR_MS);
  await callJson('POST', `${sandboxUrl}/control/history`, {
    body: {
      openId: ZHIMAI.openId,
      stores: [ZHIMAI_STORE],
      from: from.toISOString(),
      to: to.toISOString(),
      ordersPerHour: 4,
      seed: 'late',
    },
  });
  let changed;
  await until('no late order has come', async () => {
    const { items } = await hub.get(`sales/hours?storeId=${storeId}&state=differs&limit=1`);
    [changed] = items;
    return changed !== undefined;
  });
  return changed;
}

/** What Ovopark shows of the store, by hour. */
async function shownHours(sandboxUrl) {
  const { items } = await callJson('GET', `${sandboxUrl}/control/ovopark/reports?shop=${DEPARTMENT}`);
  return new Map(items.map(({ hourStart, totalFen }) => [Date.parse(hourStart), totalFen]));
}

function expectCovered(before, shown, { hourStart, totalFen }) {
  const covered = Date.parse(hourStart);
  if (shown.get(covered) !== totalFen) throw new Error('Ovopark shows another total of the covered hour');
  const others = [...before].filter(([start]) => start !== covered);
  if (others.some(([start, total]) => shown.get(start) !== total))
    throw new Error('the cover changed other hours as well');
}

async function until(message, isSo) {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(message);
    await sleep(LOOK_EVERY_MS);
  }
}
