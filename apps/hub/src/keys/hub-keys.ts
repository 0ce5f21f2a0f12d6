import { ACCOUNT_SECRETS } from '#accounts/accounts/account-secrets.js';
import { ALARM_SECRETS } from '#alarms/send/addresses.store.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import { CONTACT_KEY } from '#sealing/contact-key-adoption.js';
import { KeyHolding } from '#sealing/key-holding.js';
import { Keyring } from '#sealing/keyring.js';
import { MasterKeys } from '#sealing/master-keys.js';
import { PayloadSeal } from '#sealing/payload-seal.js';
import { SecretBox } from '#sealing/secret-box.js';
import type { ReadyEnv } from '../config/ready-env.js';
import type { HubMetrics } from '../metrics/hub-metrics.js';
import { prepareKeys } from './prepared-keys.js';

interface HubKeysParts {
  readonly env: Pick<ReadyEnv, 'masterKeys' | 'encryptPayloads'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly log: Log;
  readonly metrics: Pick<HubMetrics, 'observeUnreadable'>;
}

/** The hub's keys: made before the database is looked at, of use once they are opened. */
export class HubKeys {
  readonly accounts: SecretBox;
  readonly alarms: SecretBox;
  readonly payloads: PayloadSeal;
  readonly keyring: Keyring;
  private readonly masters: MasterKeys;
  private readonly holding: KeyHolding;

  constructor(private readonly parts: HubKeysParts) {
    const { env, database, clock, instance, log } = parts;
    this.masters = new MasterKeys(env.masterKeys);
    const onUnreadable = (message: string): void => {
      parts.metrics.observeUnreadable();
      log({ event: 'keys', level: 'error', outcome: 'unreadable', message });
    };
    this.keyring = new Keyring({ sql: database, clock, masters: this.masters, onUnreadable });
    this.accounts = new SecretBox(this.keyring, ACCOUNT_SECRETS.keyName);
    this.payloads = new PayloadSeal(this.keyring, env.encryptPayloads);
    this.alarms = new SecretBox(this.keyring, ALARM_SECRETS.keyName);
    this.holding = new KeyHolding(database, instance.id, this.masters, (error) =>
      log({ event: 'keys', level: 'warn', outcome: 'not shown', error }),
    );
  }

  /** For phones and contacts; asked for once the keys are opened. */
  readonly contactKey = (): Buffer => this.keyring.named(CONTACT_KEY).bytes;

  /**
   * The hub says first which master keys it knows: a rotation that begins now sees it.
   * @throws SecretError where a master key is missing, or is another database's
   */
  async open(): Promise<void> {
    const { database, log } = this.parts;
    await this.holding.start();
    const { moved, faults } = await prepareKeys(database, this.keyring, this.masters);
    if (moved > 0) log({ event: 'keys', outcome: 'moved', count: moved });
    for (const message of faults) log({ event: 'keys', level: 'error', outcome: 'not moved', message });
  }

  /** The hub ends: nobody has to ask what it knows. */
  close(): Promise<void> {
    return this.holding.stop();
  }
}
