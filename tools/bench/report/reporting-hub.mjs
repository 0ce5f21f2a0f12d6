// The real hub, composed as it composes itself, in this process; its workers' tasks are run when they are asked for.
import 'reflect-metadata';
import { runMigrations } from 'graphile-worker';
import { deployMigrations } from '../../migrate.mjs';
import { inProject } from '../../project.mjs';
import { ADMIN_KEY, call } from '../hub.mjs';
import { SECRET_TEXT } from '../signed-order.mjs';

const dist = (...parts) => import(inProject('dist', ...parts));

/**
 * @typedef {Awaited<ReturnType<typeof openReportingHub>>} ReportingHub
 * @param {string} url of a database that is migrated if it is not yet
 */
export async function openReportingHub(url) {
  const { makeParts } = await dist('apps/hub/src/hub-parts.js');
  const { readEnv } = await dist('apps/hub/src/config/env.js');
  const { readyEnv } = await dist('apps/hub/src/config/ready-env.js');
  const { createServer } = await dist('apps/hub/src/http/server.js');
  const { TaskList } = await dist('libs/jobs/src/task-list.js');
  const { LedgerService } = await dist('libs/ledger/src/ledger.service.js');
  const { ApiKeysService } = await dist('libs/accounts/src/keys/api-keys.service.js');
  await deployMigrations(url);
  await runMigrations({ connectionString: url });
  const parts = makeParts(readyEnv(readEnv(environment(url))));
  await parts.clock.measure();
  await parts.keys.open();
  const app = await createServer(parts);
  await app.init();
  await app.get(ApiKeysService).ensureFromEnvironment(ADMIN_KEY);
  await app.listen(0, '127.0.0.1');
  const base = await app.getUrl();
  const tasks = new Map(app.get(TaskList).entries());
  const { signal } = new AbortController();
  return {
    base,
    ledger: app.get(LedgerService),
    database: parts.database,
    measureClock: () => parts.clock.measure(),
    /** @param {string} task such as `reporting.derive` */
    run: (task) => tasks.get(task)({}, { signal }),
    call: (method, resource, body) => call(base, method, resource, body),
    metrics: () => fetch(`${base.replace('/api/v1', '')}/metrics`).then((answer) => answer.text()),
    close: async () => {
      await app.close();
      await parts.keys.close();
      await parts.transport.close();
      await parts.database.close();
    },
  };
}

const ENTERPRISE = {
  aid: 'S107',
  akey: 'S107-00000009',
  secret: 'an invented secret',
  enterpriseId: '11',
};

/**
 * @param {ReportingHub} hub
 * @param {{ url?: string, enterprise: typeof ENTERPRISE }} [vendor] who is told hours; without one none can be sent
 * @returns {Promise<{ shop: string, sink: string }>} ids of who tells orders, and who is told hours
 */
export async function addAccounts(hub, { url, enterprise } = { enterprise: ENTERPRISE }) {
  const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET_TEXT] } };
  // In Shanghai's time the hours of some stores begin at a quarter past, which no vendor reads.
  const config = { ...enterprise, restate: 'auto', reportClock: 'store' };
  const sink = { connector: 'ovopark', name: 'Sink', config, ...(url && { baseUrl: url }) };
  const [{ id: shopId }, { id: sinkId }] = [
    await hub.call('POST', 'accounts', shop),
    await hub.call('POST', 'accounts', sink),
  ];
  return { shop: shopId, sink: sinkId };
}

const environment = (url) => ({
  DATABASE_URL: url,
  HUB_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  HUB_ADMIN_KEY: ADMIN_KEY,
  HUB_ROLES: 'api',
  HUB_OUTBOUND_ALLOW: '127.0.0.0/8',
  HUB_THROTTLE_PER_SECOND: '10000',
  HUB_REQUESTS_PER_SECOND: 'ovopark=1000',
  HUB_RESTATE_SETTLE_MINUTES: '0',
  HUB_RESTATE_EVERY_MINUTES: '0',
  LOG_LEVEL: 'error',
});
