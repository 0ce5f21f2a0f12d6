import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { createTestDatabase } from '../support/database.js';
import { Hub, type Sandbox, startSandbox } from '../support/programs.js';
import { until } from '../support/till-facts.js';

const PRINTED = /Admin key, shown this once: (\S+)/;

export interface EmptyHub {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly printedKey: string;
  close(): Promise<void>;
}

/** A hub as somebody starts it for the first time: it makes its first key, prints it, and knows nobody. */
export async function startEmptyHub(): Promise<EmptyHub> {
  const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
  const hub = new Hub(database.url, port, { HUB_ADMIN_KEY: undefined });
  const close = async () => {
    await Promise.all([hub.stop(), sandbox.stop()]);
    await database.drop();
  };
  try {
    await hub.start();
    await until(() => Promise.resolve(PRINTED.test(hub.log)));
    return { url: hub.url, sandbox, printedKey: PRINTED.exec(hub.log)?.[1] ?? '', close };
  } catch (error) {
    await close();
    throw error;
  }
}
