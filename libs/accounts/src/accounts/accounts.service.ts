import { randomBytes } from 'node:crypto';
import { audited, refuseChangedSince } from '#audit/acts/audited.js';
import { splitSensitive } from '#connectors-core/config-check.js';
import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { Connector } from '#connectors-core/connector.js';
import type { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { fault, refusal } from '#domain/refusal.js';
import type { AccountDirectory } from './account-directory.js';
import { ConflictError, InvalidFieldsError, NotFoundError } from '../account-errors.js';
import { flagsSince } from './account-flags.js';
import { pastConfig } from './account-past.js';
import { acceptChange, acceptNew, addressFaults } from './account-input.js';
import type { Slice } from '../slice.js';
import { openSecrets, sealedColumns, webhookKeysOf } from './account-secrets.js';
import { changedAccount, madeAccount } from './account-acts.js';
import { type AccountView, viewOf } from './account-view.js';
import type { StoredAccount } from './account.mapping.js';
import { findAccount, insertAccount, listAccounts, lockAccount, updateAccount } from './accounts.store.js';
import type { SecretBox } from '#sealing/secret-box.js';
import { newWebhookKey, type WebhookKeys } from './webhook-key.js';

export interface NewAccount {
  readonly connector: string;
  readonly name: string;
  readonly baseUrl?: string | undefined;
  /** By the connector's fields; not looked at yet. */
  readonly config: unknown;
}

/** What is absent stays as it is. */
export interface AccountChange {
  readonly name?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly paused?: boolean | undefined;
  /** Why it is paused, or goes on. */
  readonly reason?: string | undefined;
  /** The name of who changes it. */
  readonly by?: string | undefined;
  readonly config?: unknown;
  /** Makes the webhook addresses of before unknown and a new one valid, at once. */
  readonly newWebhookKey?: boolean | undefined;
}

/** What accounts are kept with. */
export interface AccountsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly connectors: ConnectorRegistry;
  readonly box: SecretBox;
  readonly policy: OutboundPolicy;
  readonly directory: AccountDirectory;
}

/** Makes and changes accounts. Sensitive fields go in and never come out. */
export class AccountsService {
  constructor(private readonly parts: AccountsParts) {}

  /** @throws InvalidFieldsError */
  async create({ connector: connectorId, name, baseUrl, config }: NewAccount): Promise<AccountView> {
    const connector = this.parts.connectors.get(connectorId);
    if (connector === undefined) {
      throw new InvalidFieldsError([fault('connector', 'unknown_connector')]);
    }
    const accepted = await acceptNew(connector, { baseUrl, config }, this.parts.policy);
    const now = this.parts.clock.now();
    const id = uuidV7(now, randomBytes(10));
    const webhookKey = connector.webhook === undefined ? null : newWebhookKey();
    await this.parts.box.ready(id);
    const stored: StoredAccount = {
      id,
      connector: connectorId,
      name,
      baseUrl: accepted.baseUrl,
      ...this.sealed(id, connector, accepted.config, { webhookKey, old: null }),
      paused: false,
      pausing: null,
      flagsSince: flagsSince(connector, accepted.config, {}, now),
      past: [],
      coverConfirmedAt: null,
      coverConfirmedBy: null,
      createdAt: now,
      updatedAt: now,
    };
    await this.parts.database.transaction(async (sql) => {
      await insertAccount(sql, stored);
      await audited(sql, madeAccount(stored));
    });
    await this.parts.directory.refresh();
    return viewOf(stored, connector, this.parts.box, now);
  }

  /** @throws NotFoundError, InvalidFieldsError */
  async change(id: string, change: AccountChange): Promise<AccountView> {
    const wrong = await this.readied(id, change.baseUrl);
    const changed = await this.parts.database.transaction(async (sql) => {
      const stored = await lockAccount(sql, id);
      if (stored === undefined) throw new NotFoundError('account', id);
      refuseChangedSince(stored);
      const next = this.applied(stored, change, wrong);
      await updateAccount(sql, next);
      await audited(sql, changedAccount(stored, next, this.secretsOf));
      return next;
    });
    await this.parts.directory.refresh();
    return this.view(changed);
  }

  /**
   * Adds one name to a setting of type map; what others add meanwhile stays.
   * @throws NotFoundError, InvalidFieldsError, ConflictError where the name stands for something else already
   */
  async extendMap(id: string, setting: string, name: string, value: string): Promise<AccountView> {
    await this.readied(id, undefined);
    const changed = await this.parts.database.transaction(async (sql) => {
      const stored = await lockAccount(sql, id);
      if (stored === undefined) throw new NotFoundError('account', id);
      const map = (stored.config[setting] ?? this.defaultOf(stored, setting)) as Readonly<
        Record<string, string>
      >;
      if (Object.hasOwn(map, name) && map[name] !== value)
        throw alreadyMapped(setting, name, map[name] ?? '');
      const next = this.applied(stored, { config: { [setting]: { ...map, [name]: value } } }, []);
      await updateAccount(sql, next);
      await audited(sql, { after: { setting, name, value } });
      return next;
    });
    await this.parts.directory.refresh();
    return this.view(changed);
  }

  /**
   * Notes that a covered hour of the account shows right at its vendor; the first who says so is kept.
   * @param by the name of who says so
   * @throws NotFoundError
   */
  async confirmCover(id: string, by: string): Promise<AccountView> {
    const confirmed = await this.parts.database.transaction(async (sql) => {
      const stored = await lockAccount(sql, id);
      if (stored === undefined) throw new NotFoundError('account', id);
      if (stored.coverConfirmedAt !== null) return stored;
      const now = this.parts.clock.now();
      const next = { ...stored, coverConfirmedAt: now, coverConfirmedBy: by, updatedAt: now };
      await updateAccount(sql, next);
      return next;
    });
    await this.parts.directory.refresh();
    return this.view(confirmed);
  }

  private defaultOf(stored: StoredAccount, setting: string): unknown {
    return this.connectorOf(stored).configFields.find(({ name }) => name === setting)?.default ?? {};
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<AccountView> {
    const stored = await findAccount(this.parts.database, id);
    if (stored === undefined) throw new NotFoundError('account', id);
    return this.view(stored);
  }

  async list(slice: Slice): Promise<AccountView[]> {
    const stored = await listAccounts(this.parts.database, slice);
    await this.parts.box.learn(stored.map(({ secrets }) => secrets));
    return stored.map((one) => this.shown(one));
  }

  /**
   * Before the transaction: a name may have to be resolved and a data key be made, and no row is locked meanwhile.
   * @returns the faults of the address
   */
  private async readied(id: string, baseUrl: string | undefined): Promise<readonly FieldFault[]> {
    const stored = await findAccount(this.parts.database, id);
    if (stored === undefined) throw new NotFoundError('account', id);
    await this.parts.box.ready(id);
    if (baseUrl === undefined) return [];
    return addressFaults(this.connectorOf(stored), baseUrl, this.parts.policy);
  }

  private applied(stored: StoredAccount, change: AccountChange, wrong: readonly FieldFault[]): StoredAccount {
    const connector = this.connectorOf(stored);
    const secrets = openSecrets(this.parts.box, stored.id, stored.secrets);
    const before = { baseUrl: stored.baseUrl, config: { ...stored.config, ...secrets.config } };
    const given = { baseUrl: change.baseUrl, config: change.config };
    const { baseUrl, config } = acceptChange(connector, before, given, wrong);
    const now = this.parts.clock.now();
    const kept = webhookKeysOf(secrets, stored.oldWebhookUntil, now);
    const replaced = change.newWebhookKey === true && kept.webhookKey !== null;
    return {
      ...stored,
      name: change.name ?? stored.name,
      ...pausedBy(stored, change, now),
      baseUrl,
      ...this.sealed(
        stored.id,
        connector,
        config,
        replaced ? { webhookKey: newWebhookKey(), old: null } : kept,
      ),
      flagsSince: flagsSince(connector, config, stored.flagsSince, now),
      past: pastConfig(connector, stored, config, now),
      updatedAt: now,
    };
  }

  private sealed(id: string, connector: Connector, config: ConnectorConfig, keys: WebhookKeys) {
    const { plain, sensitive } = splitSensitive(connector.configFields, config);
    return { config: plain, ...sealedColumns(this.parts.box, id, sensitive, keys) };
  }

  private async view(stored: StoredAccount): Promise<AccountView> {
    await this.parts.box.learn([stored.secrets]);
    return this.shown(stored);
  }

  private shown(stored: StoredAccount): AccountView {
    return viewOf(stored, this.connectorOf(stored), this.parts.box, this.parts.clock.now());
  }

  private readonly secretsOf = ({ id, secrets }: StoredAccount) => openSecrets(this.parts.box, id, secrets);

  private connectorOf({ connector, id }: StoredAccount): Connector {
    const found = this.parts.connectors.get(connector);
    if (found === undefined) throw new Error(`account ${id} belongs to the unknown connector "${connector}"`);
    return found;
  }
}

function pausedBy(stored: StoredAccount, { paused, reason, by }: AccountChange, at: Date) {
  if (paused === undefined || paused === stored.paused) return {};
  return { paused, pausing: { paused, reason: reason ?? null, by: by ?? null, at } };
}

/** Recorded orders have that state by now: another one comes to them with what their vendor says next. */
const alreadyMapped = (setting: string, name: string, value: string): ConflictError =>
  new ConflictError(refusal('value_mapped_already', { name: JSON.stringify(name), value, setting }), 'value');
