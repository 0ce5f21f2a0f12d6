import { randomBytes } from 'node:crypto';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import { uuidV7 } from '#domain/ids.js';
import type { LogEvent } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { defineTask } from '#jobs/task.js';
import { Attributing } from '#ledger/attribution/attributing.js';
import { AttributionService } from '#ledger/attribution/attribution.service.js';
import { AttributionStep } from '#ledger/attribution/attribution-step.js';
import { ContactKey } from '#ledger/contact-key.js';
import type { LedgerConsumer } from '#ledger/ledger-consumer.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { OrderQuery } from '#ledger/order.query.js';
import { createTestDatabase, PATIENT } from './database.js';

export const CONSUMER = { name: 'reporting', task: defineTask('test.changes') };

/** A ledger on a database of its own. */
export async function openLedger(
  consumers: readonly LedgerConsumer[] = [CONSUMER],
  keepingOf?: (parts: { readonly database: Database; readonly clock: DatabaseClock }) => Promise<BodyKeeping>,
) {
  const { url, drop } = await createTestDatabase();
  const database = new Database({ url, max: 12, name: 'suanpan-test', ...PATIENT }, () => undefined);
  const clock = new DatabaseClock(database);
  const key = new ContactKey(Buffer.alloc(32, 7));
  const instance = new Instance('test');
  const keeping = await keepingOf?.({ database, clock });
  const ledger = new LedgerService({ database, clock, instance, contactKey: key, consumers, keeping });
  const events: LogEvent[] = [];
  const log = (event: LogEvent): void => void events.push(event);
  const attributing = new Attributing(database, clock, new AttributionStep(ledger, clock), log);
  return {
    url,
    database,
    clock,
    key,
    ledger,
    attributing,
    /** Of every pause half: what failed is not due again while a test still looks. */
    random: () => 0.5,
    /** Goes on to the end, however slow the machine is. */
    attribution: new AttributionService(attributing, clock, instance, 60_000),
    /** What the attributions have logged. */
    events,
    orders: new OrderQuery(database, key),
    async close() {
      await database.close();
      await drop();
    },
  };
}

export type OpenLedger = Awaited<ReturnType<typeof openLedger>>;

/** A row of its own for each, without credentials: what the ledger's foreign keys ask for. */
export async function addAccount(database: Database, connector = 'storefront'): Promise<string> {
  const now = new Date();
  const id = newId();
  const row = { id, connector, name: connector, baseUrl: '', config: {}, secrets: Buffer.alloc(0) };
  await database.prisma.account.create({ data: { ...row, createdAt: now, updatedAt: now } });
  return id;
}

export async function addStore(database: Database, code: string): Promise<string> {
  const now = new Date();
  const id = newId();
  await database.prisma.store.create({
    data: { id, code, name: code, timeZone: 'Asia/Shanghai', createdAt: now, updatedAt: now },
  });
  return id;
}

/** What the account calls by this id is this store of ours. */
export async function addBinding(
  database: Database,
  accountId: string,
  { storeId, vendorStoreId }: { readonly storeId: string; readonly vendorStoreId: string },
): Promise<void> {
  const data = { id: newId(), accountId, storeId, vendorStoreId, createdAt: new Date() };
  await database.prisma.storeBinding.create({ data });
}

export const newId = (): string => uuidV7(new Date(), randomBytes(10));
