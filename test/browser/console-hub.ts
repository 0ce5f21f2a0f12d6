import type { Browser } from 'playwright-core';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { createTestDatabase } from '../support/database.js';
import { openStore } from '../support/hub-and-sandbox.js';
import { Hub } from '../support/programs.js';

/** A hub with one store, to be looked at in a browser that ends with it. */
export async function startConsoleHub(browser: Browser, storeName: string) {
  const [database, port] = await Promise.all([createTestDatabase(), freePort()]);
  const hub = new Hub(database.url, port);
  await hub.start();
  await openStore(hub, 'B-1', storeName);
  const close = async () => {
    await browser.close();
    await hub.stop();
    await database.drop();
  };
  return { hub, databaseUrl: database.url, close };
}
