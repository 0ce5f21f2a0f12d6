import { connected } from '../connected.mjs';
import { startForked } from '../forked.mjs';
import { startBareHub, startHub } from '../hub.mjs';
import { sendOrders } from '../loading.mjs';
import { databaseOn } from '../report/databases.mjs';
import { watchBacklog } from './backlog.mjs';
import { failUnlessRecorded, measureHub, untilRecorded, untilSettled } from './measured-hub.mjs';

const PACED = new URL('../paced-load-process.mjs', import.meta.url);
const CONNECTIONS = 32;

/**
 * @typedef {object} How
 * @property {string} dataDir
 * @property {Awaited<ReturnType<typeof import('./meter.mjs').openMeter>>} meter
 * @property {number} warmUp orders that are recorded before anything is measured
 */

/**
 * A worker that finds all orders there, with nobody who sends more.
 *
 * @param {import('../world.mjs').EmbeddedPostgres} postgres
 * @param {How & { orders: number }} how
 */
export async function measureWorker(postgres, { dataDir, meter, orders, warmUp }) {
  const url = await databaseOn(postgres, 'worker_alone');
  await acknowledge({ url, dataDir, requests: warmUp + orders });
  return connected(url, async (client) => {
    await meter.checkpoint();
    const hub = await startBareHub({ url, dataDir, roles: 'worker' });
    try {
      await untilSettled(client, warmUp);
      const measured = await measureHub({ hub, client, meter }, () => Promise.resolve());
      await failUnlessRecorded(client, warmUp + orders);
      return measured;
    } finally {
      await hub.stop();
    }
  });
}

async function acknowledge({ url, dataDir, requests }) {
  const hub = await startHub({ url, dataDir, roles: 'api' });
  try {
    await send(hub, 'kept', requests);
  } finally {
    await hub.stop();
  }
}

/**
 * A hub that acknowledges and records at once.
 *
 * @param {import('../world.mjs').EmbeddedPostgres} postgres
 * @param {How & { load: Load }} how
 */
export async function measureUnderLoad(postgres, { dataDir, meter, warmUp, load }) {
  const url = await databaseOn(postgres, load.name);
  const hub = await startHub({ url, dataDir, roles: 'api,worker' });
  try {
    return await connected(url, async (client) => {
      await send(hub, 'warm', warmUp);
      await untilRecorded(client);
      await meter.checkpoint();
      const { done, ...figures } = await measureHub({ hub, client, meter }, () =>
        watchBacklog(client, () => load.send(hub)),
      );
      await failUnlessRecorded(client, warmUp + done.sent.acknowledged);
      return { ...figures, ...done };
    });
  } finally {
    await hub.stop();
  }
}

/** @typedef {Awaited<ReturnType<typeof startHub>>} Hub */
/** @typedef {{ acknowledged: number, refused: number, seconds: number }} Sent */
/** @typedef {{ name: string, send: (hub: Hub) => Promise<Sent> }} Load `name`: also of its database */

/**
 * @param {number} perSecond whatever is answered
 * @param {number} seconds
 * @returns {Load}
 */
export const pacedLoad = (perSecond, seconds) => ({
  name: `paced_${perSecond}`,
  async send(hub) {
    const child = startForked(PACED);
    try {
      const to = { base: hub.base, path: hub.webhookPath, storeCode: 'S-1' };
      const { taken, ...sent } = await child.ask({ ...to, run: 'paced', perSecond, seconds });
      return { acknowledged: taken, ...sent };
    } finally {
      await child.stop();
    }
  },
});

/**
 * @param {number} orders as fast as they are taken
 * @returns {Load}
 */
export const fullLoad = (orders) => ({ name: 'full_load', send: (hub) => send(hub, 'full', orders) });

const send = ({ port, webhookPath }, run, requests) =>
  sendOrders({
    ...{ host: '127.0.0.1', port, path: webhookPath, storeCode: 'S-1' },
    ...{ run, requests, connections: CONNECTIONS },
  });
