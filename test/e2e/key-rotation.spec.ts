import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database } from '#database/database.js';
import type { MasterKey } from '#sealing/master-keys.js';
import { rotateKeys } from '../../apps/hub/src/keys/key-rotation.js';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { newSecret, orderDocument, signed } from '../integration/http/storefront-sender.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import type { Made } from '../support/hub-and-sandbox.js';
import { masterKey } from '../support/open-keyring.js';
import { Hub } from '../support/programs.js';
import { SteadySender } from '../support/steady-sender.js';

/** `SUANPAN_ROTATION_RATE=300 SUANPAN_ROTATION_SECONDS=30` for a long look. */
const RATE = Number(process.env['SUANPAN_ROTATION_RATE'] ?? 60);
/** Between any two steps of a rotation as much is acknowledged as is sent in so many. */
const SECONDS = Number(process.env['SUANPAN_ROTATION_SECONDS'] ?? 1);
const OLD = masterKey(5);
const NEW = masterKey(6, '2027');
const SECRET = newSecret();

const textOf = (keys: readonly MasterKey[]): string =>
  keys.map(({ id, bytes }) => `${id === '0' ? '' : `${id}:`}${bytes.toString('base64')}`).join(',');

/** Two hubs on one database, each given other keys now and then, and what they could not open. */
class Fleet {
  readonly hubs: Hub[] = [];
  unreadable = 0;

  constructor(
    private readonly databaseUrl: string,
    private readonly ports: readonly number[],
  ) {}

  hub(at: number, keys: readonly MasterKey[]): Hub {
    const env = { HUB_MASTER_KEY: textOf(keys), LOG_LEVEL: 'info' };
    return new Hub(this.databaseUrl, this.ports[at]!, env);
  }

  /** Each in its turn, while the other goes on. @param between after each */
  async giveAll(keys: readonly MasterKey[], between = (): Promise<void> => Promise.resolve()): Promise<void> {
    for (const at of this.ports.keys()) {
      const running = this.hubs[at];
      if (running !== undefined) await this.end(running);
      const hub = this.hub(at, keys);
      await hub.start();
      this.hubs[at] = hub;
      await between();
    }
  }

  async end(hub: Hub): Promise<void> {
    await this.count(hub);
    await hub.stop();
  }

  /** What a hub could not open in its life until now. */
  private async count(hub: Hub): Promise<void> {
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    const counted = /^suanpan_unreadable_secrets_total (\d+)$/m.exec(metrics)?.[1];
    expect(counted).toBeDefined();
    this.unreadable += Number(counted);
  }
}

/** Takes alarms' messages. */
async function alarmReceiver() {
  let told = 0;
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      told += 1;
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/alarms`;
  return { url, told: () => told, close: () => void server.close() };
}

describe('a master key that is replaced while deliveries come', () => {
  let database: TestDatabase;
  let sql: Database;
  let fleet: Fleet;
  let receiver: Awaited<ReturnType<typeof alarmReceiver>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    sql = new Database({ url: database.url, max: 2, name: 'suanpan-test' }, () => undefined);
    receiver = await alarmReceiver();
    fleet = new Fleet(database.url, [await freePort(), await freePort()]);
  });
  afterAll(async () => {
    await Promise.all(fleet.hubs.map((hub) => hub.stop()));
    receiver.close();
    await sql.close();
    await database.drop();
  });

  const shop = (name: string) => ({ connector: 'storefront', name, config: { secrets: [SECRET] } });

  /** What people do meanwhile, at either hub; one that is being started again is not asked. */
  async function people(sender: SteadySender, accountId: string, addressId: string) {
    const faults: string[] = [];
    const made: Made[] = [];
    let act = 0;
    for (let tries = 0; !sender.isStopping; tries += 1) {
      const { rest } = fleet.hubs[tries % 2]!;
      await (async () => {
        await rest.patch(`accounts/${accountId}`, { name: `Shop ${String(act)}` });
        await rest.get('accounts');
        if (act % 5 === 0) made.push(await rest.post<Made>('accounts', shop(`made ${String(act)}`)));
        if (act % 5 === 1) await rest.post(`alarms/addresses/${addressId}/test`, {});
        act += 1;
      })().catch((error: unknown) => {
        // A hub that stops closes its connections, and 503 is "come again"; what else it answered is another thing.
        if (error instanceof Error && /: (?!503)[45]\d\d /.test(error.message)) faults.push(error.message);
      });
      await sender.more(RATE / 20);
    }
    return { faults, made };
  }

  it('fails nowhere to open anything, loses nothing, and leaves the old key of no use', async () => {
    await fleet.giveAll([OLD]);
    const account = await fleet.hubs[0]!.rest.post<Made>('accounts', shop('Shop'));
    const address = await fleet.hubs[0]!.rest.post<Made>('alarms/addresses', {
      ...{ kind: 'webhook', name: 'receiver', url: receiver.url },
    });
    const path = new URL(account.webhookUrl!).pathname;
    const sender = new SteadySender({
      ...{ secret: SECRET, rate: RATE },
      targets: () => fleet.hubs.map((hub) => hub.url + path),
    });
    sender.start();
    const acting = people(sender, account.id, address.id);
    const between = () => sender.more(RATE * SECONDS);

    await between();
    await fleet.giveAll([NEW, OLD], between);
    const rotated = await rotateKeys({ databaseUrl: database.url, masterKeys: [NEW, OLD] });
    await between();
    await fleet.giveAll([NEW], between);

    const perSecond = await sender.stop();
    const { faults, made } = await acting;
    await sendToAll(made);
    for (const hub of fleet.hubs) await fleet.end(hub);
    const stored = await storedNumbers();
    const lost = sender.acknowledged.filter((orderNo) => !stored.has(orderNo));
    process.stdout.write(
      `${rotated.join('\n')}\nacknowledged ${String(sender.acknowledged.length)} (${perSecond.toFixed(0)}/s), ` +
        `sent again ${String(sender.again)}, lost ${String(lost.length)}, refused ${String([...sender.refused.values()].length)}, ` +
        `failed decrypts ${String(fleet.unreadable)}, accounts made meanwhile ${String(made.length)}\n`,
    );
    expect({ lost, refused: [...sender.refused], faults, unreadable: fleet.unreadable }).toEqual({
      ...{ lost: [], refused: [], faults: [], unreadable: 0 },
    });
    expect(made.length).toBeGreaterThan(0);
    expect(receiver.told()).toBeGreaterThan(0);
    await expect(fleet.hub(0, [OLD]).start()).rejects.toThrow(
      /wrapped under the master key "2027", which HUB_MASTER_KEY does not hold/,
    );
  }, 600_000);

  /** Every account that was made meanwhile takes deliveries at both hubs, whichever made it. */
  async function sendToAll(made: readonly Made[]): Promise<void> {
    for (const { webhookUrl } of made)
      for (const hub of fleet.hubs) {
        const { body, headers } = signed(SECRET, orderDocument());
        const url = hub.url + new URL(webhookUrl!).pathname;
        expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
      }
  }

  async function storedNumbers(): Promise<ReadonlySet<string>> {
    const rows = await sql.rows<{ no: string }>({
      text: `SELECT order_references -> 0 ->> 'vendorNo' AS no FROM deliveries`,
    });
    return new Set(rows.map(({ no }) => no));
  }
});
