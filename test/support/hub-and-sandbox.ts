import { Database } from '#database/database.js';
import { expectHoursAgree } from './agreeing-hours.js';
import { createTestDatabase } from './database.js';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { Hub, type Sandbox, startSandbox } from './programs.js';

export interface HubAndSandbox {
  readonly hub: Hub;
  readonly sandbox: Sandbox;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** What the hub answers when it has made something. */
export interface Made {
  readonly id: string;
  readonly webhookUrl?: string;
}

/**
 * A hub and a sandbox as processes of their own, on an empty database of their own, and what `open` has made
 * known to both. Nothing is left running when that fails.
 */
export async function startHubAndSandbox<Opened extends object>(
  env: Readonly<Record<string, string>>,
  open: (hub: Hub, sandbox: Sandbox) => Promise<Opened>,
): Promise<HubAndSandbox & Opened> {
  const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
  const hub = new Hub(database.url, port, env);
  const close = async () => {
    await hub.stop();
    await sandbox.stop();
    await expectAgreement(database.url).finally(() => database.drop());
  };
  try {
    await hub.start();
    return { hub, sandbox, databaseUrl: database.url, ...(await open(hub, sandbox)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function expectAgreement(url: string): Promise<void> {
  const database = new Database({ url, max: 1, name: 'suanpan-test' }, () => undefined);
  await expectHoursAgree(database).finally(() => database.close());
}

export const openStore = async ({ rest }: Hub, code: string, name = code): Promise<string> =>
  (await rest.post<Made>('stores', { code, name, timeZone: 'Asia/Shanghai' })).id;
