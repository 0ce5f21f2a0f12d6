import { AddressesQuery } from '#alarms/operator/addresses.query.js';
import { AddressesService } from '#alarms/operator/addresses.service.js';
import type { Address } from '#alarms/send/address.js';
import { ALARM_SECRETS } from '#alarms/send/addresses.store.js';
import { FailingAddresses } from '#alarms/send/failing-addresses.query.js';
import { Packing } from '#alarms/send/packing.js';
import { Posting } from '#alarms/send/posting.js';
import { Sending } from '#alarms/send/sending.js';
import { HttpTransport } from '#connectors-core/http-transport.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { declaredHiding } from '#connectors-core/request-hiding.js';
import { systemTimers } from '#connectors-core/timers.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { SecretBox } from '#sealing/secret-box.js';
import { messageWords } from '../../../apps/hub/src/alarms/message-words.js';
import { createSandbox } from '../../../apps/sandbox/src/sandbox.js';
import { keyringOf, masterKey } from '../../support/open-keyring.js';
import { RestClient } from '../../support/rest-client.js';
import { type AlarmsWorld, alarmsWorld } from './alarms-world.js';

/** What the sandbox's robots and takers of webhooks were told. */
interface Told {
  readonly key: string;
  readonly text: string | null;
  readonly id: string | null;
  readonly payload: {
    readonly type: string;
    readonly data: { readonly more: number; readonly alarms: readonly { readonly subject: string }[] };
  };
}

type HubDatabase = ConstructorParameters<typeof Packing>[0]['database'];
type Kind = Address['kind'];

const PATHS: Readonly<Record<Kind, (key: string) => string>> = {
  webhook: (key) => `/standard-webhooks/${key}`,
  wecom: (key) => `/cgi-bin/webhook/send?key=${key}`,
  dingtalk: (key) => `/robot/send?access_token=${key}`,
  feishu: (key) => `/open-apis/bot/v2/hook/${key}`,
};

/** Alarms that are sent over the real way out, to the sandbox, whose clock is the world's. */
export async function sendingWorld() {
  const world: AlarmsWorld = await alarmsWorld();
  const { database, clock, settings, log } = world;
  const sandbox = await createSandbox({ now: () => clock.now().getTime() });
  const control = new RestClient(`${sandbox.url}/control`);
  /** Addresses of the names that are known. */
  const names = new Map<string, string>();
  const outbound = new OutboundPolicy(['127.0.0.0/8'], (name, _options, found) => {
    const address = names.get(name);
    if (address === undefined) found(new Error(`nobody knows ${name}`), []);
    else found(null, [{ address, family: 4 }]);
  });
  const transports: HttpTransport[] = [];
  const keyring = keyringOf(world, [masterKey(3)]);
  const box = new SecretBox(keyring, ALARM_SECRETS.keyName);
  await box.ready('');
  const words = messageWords('https://hub.example.cn');
  const postingOf = (): Posting => {
    const gate = { admit: () => Promise.resolve({ unsent: () => Promise.resolve() }) };
    const settingsOf = { answerDeadlineMs: 30_000, headersTimeoutMs: 30_000, bodyTimeoutMs: 30_000 };
    const parts = { clock, timers: systemTimers, outbound, gate, random: () => 0.5, settings: settingsOf };
    const transport = new HttpTransport({ ...parts, hidingOf: declaredHiding([]) });
    transports.push(transport);
    return new Posting(transport, words);
  };
  const onSecrets = (): void => undefined;
  const posting = postingOf();
  const addresses = new AddressesService({
    ...{ database, clock, box, outbound, posting, onSecrets },
    instance: new Instance('operator'),
  });
  let hubs = 0;
  /** A hub that sends. */
  const hub = (own: HubDatabase = database): Sending =>
    new Sending({
      ...{ database: own, clock, settings, log, box, onSecrets, posting: postingOf(), random: () => 0.5 },
      leases: new Leases(clock, new Instance(`hub ${String((hubs += 1))}`), settings.leaseMs),
      packing: new Packing({ database: own, clock, settings }),
    });
  const one = hub();
  const send = (sending = one): Promise<void> => sending.run(new AbortController().signal);
  let keys = 0;
  return {
    ...{ ...world, sandbox, control, addresses, names, hub, send },
    views: new AddressesQuery(database),
    failing: new FailingAddresses(database),
    /** With its robot at the sandbox. */
    async address(kind: Kind, change: Partial<Address> = {}) {
      const key = `${kind}-key-${String((keys += 1))}`;
      const given = {
        kind,
        name: key,
        url: sandbox.url + PATHS[kind](key),
        secret: null,
        language: 'zh',
      } as const;
      const made = await addresses.create({ ...given, kinds: [], prefix: null, quiet: null, ...change });
      const secret = made.secret ?? change.secret ?? undefined;
      await control.post('robots/keys', {
        kind,
        key,
        secret,
        ...(change.prefix ? { keyword: change.prefix } : {}),
      });
      const told = async (): Promise<readonly Told[]> =>
        (await control.get<{ items: readonly Told[] }>(`robots/messages?key=${key}`)).items;
      return { id: made.id, key, told };
    },
    /** Of which nothing is left: each test has its own. */
    async forget(): Promise<void> {
      for (const { id } of await new AddressesQuery(database).list({ limit: 100 }))
        await addresses.delete(id);
      await world.look();
    },
    async end(): Promise<void> {
      await sandbox.close();
      for (const transport of transports) await transport.close();
      await world.close();
    },
  };
}

export type SendingWorld = Awaited<ReturnType<typeof sendingWorld>>;
