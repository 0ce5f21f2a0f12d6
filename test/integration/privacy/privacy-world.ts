import { AuditWriter } from '#audit/acts/audit-writer.js';
import type { Database } from '#database/database.js';
import { asTheyCame, type BodySeal } from '#domain/body-keeping.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { BulkActs } from '#bulk/bulk-act.js';
import { BulksQuery } from '#bulk/bulks.query.js';
import { BulksService } from '#bulk/bulks.service.js';
import { Running } from '#bulk/running.js';
import { checkConfig } from '#connectors-core/config-check.js';
import { declaredRedaction } from '#connectors-core/declared-redaction.js';
import { pospalDeclaration } from '#connectors/pospal/src/pospal.connector.js';
import { storefrontConnector } from '#connectors/storefront/src/storefront.connector.js';
import type { LogEvent } from '#domain/log.js';
import type { Sql, Statement } from '#database/sql.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { DocumentDrain } from '#intake/document-drain.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { ErasedSenders } from '#intake/erasure/erased-senders.js';
import { IntakeService } from '#intake/intake.service.js';
import { requeue } from '#intake/inbox.store.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { ErasedList } from '#privacy/erased-list.js';
import { ERASE, ErasuresService } from '#privacy/erasures.service.js';
import { Erasing } from '#privacy/erasing.js';
import { ExportsService } from '#privacy/exports.service.js';
import { foundInTables } from '../../../tools/privacy/copied-tables.mjs';
import { aRecording } from '../../factories/observations.js';
import { addAccount, CONSUMER, openLedger } from '../../support/open-ledger.js';
import { payloadSeal } from '../../support/payload-seal.js';
import { ToyAccounts } from '../../support/toy-connectors.js';
import { newSecret, orderDocument, signed } from '../http/storefront-sender.js';

export const BY = { kind: 'key', id: '019cbb4b-4c00-79a2-b576-060241b49571' };
const forever = new AbortController().signal;
const silent = () => undefined;

/** A shop's inbox, a till's pages, and who erases people from both. @param isSealed whether raw bytes are kept sealed */
export async function openPrivacyWorld(isSealed = true) {
  const connector = storefrontConnector();
  const redaction = declaredRedaction([connector, pospalDeclaration]);
  const keepingOf = async (parts: Parameters<typeof payloadSeal>[0]) => ({
    redaction,
    seal: isSealed ? await payloadSeal(parts) : asTheyCame,
  });
  const open = await openLedger([CONSUMER], keepingOf);
  const keeping = await keepingOf(open);
  const { database, clock, key } = open;
  const accounts = new ToyAccounts();
  const instance = new Instance('api');
  const erased = new ErasedSenders(keeping);
  const intake = new IntakeService(database, clock, instance, silent, erased);
  const secret = newSecret();
  const acts = new BulkActs();
  const bulks = new BulksService({ database, clock, instance, acts, log: silent });
  const writer = new AuditWriter({ clock, instance });
  const lines: LogEvent[] = [];
  const log = (line: LogEvent): void => void lines.push(line);
  const erasing = new Erasing(keeping, clock);
  const erasures = new ErasuresService({ database, clock, bulks, key, erasing, seal: keeping.seal, log });
  acts.add(ERASE, erasures.act);

  return {
    ...open,
    ...{ lines, keeping, erasures, bulks: new BulksQuery(database, clock), erasing },
    deliveries: new DeliveryQuery(database),
    exports: new ExportsService({ database, clock, key, keeping, erasing }),
    list: new ErasedList(database, clock),
    /** @param known the id that it has in another database, too */
    async shop(config: object = {}, known?: string): Promise<ActiveAccount> {
      const checked = checkConfig(connector.configFields, { secrets: [secret], ...config });
      const id = known ?? (await addAccount(database));
      if (known !== undefined) await database.rows(accountRow(known));
      const account = {
        id,
        connector: connector.id,
        name: id,
        baseUrl: '',
        config: checked.config,
        past: [],
      };
      return accounts.add({ account, connector, paused: false, flagsSince: {} });
    },
    till: () => addAccount(database, 'pospal'),
    /** Signs a document and has it acknowledged; refused ones are told by their reason. */
    async post(to: ActiveAccount, said: object, id?: string): Promise<string> {
      const { body, headers } = signed(secret, orderDocument(said), ...(id === undefined ? [] : [id]));
      const request = { rawBody: Buffer.from(body), headers, receivedAt: new Date() };
      return intake.acknowledge(to, request).then(
        () => 'taken',
        (error: unknown) => (error as { reason: string }).reason,
      );
    },
    drain(): Promise<void> {
      const parts = { ...open, accounts, instance: new Instance('worker'), log: silent, erased };
      return new DocumentDrain(parts, [connector.id]).drain(forever);
    },
    /** Every settled delivery of an account is worked off once more. */
    async replayAll(of: ActiveAccount): Promise<void> {
      for (const { id, state } of await this.deliveries.list({ accountId: of.account.id, limit: 200 }))
        if (state === 'done') await requeue(database, id);
      await this.drain();
    },
    /** A page of a till, as it was listed: its rows, and what they state. */
    async listed(till: string, rows: readonly object[], observations: readonly Partial<OrderObservation>[]) {
      const body = Buffer.from(JSON.stringify({ status: 'success', data: { result: rows } }));
      const account = { connector: 'pospal', sells: 'else', storeIds: 'account' } as const;
      const given = observations.map((one) => ({ ...aRecording(till, one, account), evidence: { body } }));
      return open.ledger.record(given);
    },
    /** Lets a hub erase until it is through. */
    async work(name = 'worker', signal = forever): Promise<void> {
      const leases = new Leases(clock, new Instance(name), 60_000);
      await new Running({ database, clock, acts, log: silent, leases, writer }).run(signal);
    },
    /** A hub begins to erase, and dies in the transaction of its nth item; its lease has run out then. */
    async dieAt(nth: number): Promise<void> {
      const leases = new Leases(clock, new Instance('dying'), 60_000);
      let begun = 0;
      const dying = {
        rows: <Row>(statement: Statement) => database.rows<Row>(statement),
        transaction: <T>(work: (sql: Sql) => Promise<T>) =>
          database.transaction(async (sql) => {
            const result = await work(sql);
            begun += 1;
            if (begun >= nth) throw new Died();
            return result;
          }),
      };
      const running = new Running({ database: dying, clock, acts, log, leases, writer });
      await running.run(forever).catch((error: unknown) => {
        if (!(error instanceof Died)) throw error;
      });
      await database.rows({ text: `UPDATE bulks SET lease_until = now() - INTERVAL '1 s'` });
    },
    async erase(
      person: Parameters<ErasuresService['plan']>[0],
      reason = 'asked for by letter',
    ): Promise<string> {
      const id = await erasures.plan(person, BY);
      await erasures.start(id, reason, BY);
      await this.work();
      return id;
    },
    /** In a dump of every table, and in raw bytes that are opened where they are sealed. */
    found: async (needles: Readonly<Record<string, string | Buffer>>): Promise<string[]> => {
      const found = await foundInTables(open.url, needles);
      if (!isSealed) return found;
      expect(found.filter((hit) => hit.startsWith('public.payloads: '))).toEqual([]);
      const bodies = await openedBodies(database, keeping.seal);
      const inBodies = Object.entries(needles).filter(([, needle]) =>
        bodies.some((body) => body.includes(needle)),
      );
      return [...found, ...inBodies.map(([name]) => `public.payloads: ${name}`)];
    },
  };
}

async function openedBodies(database: Database, seal: BodySeal): Promise<Buffer[]> {
  const rows = await database.rows<{ id: string; bytes: Buffer; isSealed: boolean }>({
    text: 'SELECT id, body AS bytes, is_sealed AS "isSealed" FROM payloads',
  });
  return rows.map(({ id, ...kept }) => seal.open(id, kept));
}

const accountRow = (id: string) => ({
  text: `INSERT INTO accounts (id, connector, name, base_url, config, secrets, created_at, updated_at)
         VALUES ($1, 'storefront', 'shop', '', '{}', '', now(), now())`,
  values: [id],
});

class Died extends Error {}

export type PrivacyWorld = Awaited<ReturnType<typeof openPrivacyWorld>>;
