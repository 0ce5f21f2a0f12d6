import type { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { wordsOf } from '#domain/thrown.js';
import { activate, secretTexts } from './account-activation.js';
import { NotFoundError } from '../account-errors.js';
import type { StoredAccount } from './account.mapping.js';
import { accountsVersion, allAccounts } from './accounts.store.js';
import type { ActiveAccount } from './active-account.js';
import { changedAccounts } from './changed-accounts.js';
import { Refreshing } from '../refreshing.js';
import type { SecretBox } from '#sealing/secret-box.js';
import { SecretError } from '#sealing/secret-error.js';
import { webhookKeyHash } from './webhook-key.js';

export interface AccountDirectoryOptions {
  /** How soon a change that another hub made is seen here, ms. */
  readonly refreshEveryMs: number;
  readonly clock: Clock;
  /** An account that cannot be used, or a refresh that failed. */
  onFault(message: string): void;
  /** Every secret that came into memory, so that logs can mask it wherever it turns up. */
  onSecrets?(values: readonly string[]): void;
  /** An account has other settings or another address, or was resumed: what failed for it may work now. */
  onChanged?(accountId: string): void;
}

/** What a key in a webhook's path leads to. */
interface Addressed {
  readonly active: ActiveAccount;
  /** Of an address that was renewed: it works until then. */
  readonly until: Date | null;
}

/**
 * All accounts, decrypted, in memory. A change made through this hub is seen at once, one made through
 * another within `refreshEveryMs`. While the database is away the last known accounts stay in use.
 */
export class AccountDirectory {
  private accounts: ReadonlyMap<string, ActiveAccount> = new Map();
  private byKeyHash: ReadonlyMap<string, Addressed> = new Map();
  private version: string | undefined;
  private readonly refreshing: Refreshing;

  constructor(
    private readonly database: Database,
    private readonly connectors: ConnectorRegistry,
    private readonly box: SecretBox,
    private readonly options: AccountDirectoryOptions,
  ) {
    this.refreshing = new Refreshing(() => this.load(), options);
  }

  /**
   * Loads the accounts and keeps them fresh until `stop`.
   * @throws SecretError when no account can be read: then the master key is another database's
   */
  async start(): Promise<void> {
    await this.refresh();
    if (this.version !== '' && this.accounts.size === 0) {
      throw new SecretError(
        'no account of this database can be read: HUB_MASTER_KEY is not the key it was made with',
      );
    }
    this.refreshing.start();
  }

  stop(): void {
    this.refreshing.stop();
  }

  /** Resolves when everything committed before the call is seen. */
  refresh(): Promise<void> {
    return this.refreshing.now();
  }

  /** From memory; an unknown id is looked for in the database, at most once a second overall. */
  async byId(id: string): Promise<ActiveAccount | undefined> {
    const known = this.accounts.get(id);
    if (known !== undefined) return known;
    await this.refreshing.soon();
    return this.accounts.get(id);
  }

  /** As `byId`. @throws NotFoundError */
  async known(id: string): Promise<ActiveAccount> {
    const active = await this.byId(id);
    if (active === undefined) throw new NotFoundError('account', id);
    return active;
  }

  /** Every account that can be used, the paused ones too. From memory. */
  all(): ActiveAccount[] {
    return [...this.accounts.values()];
  }

  /** Accounts to which nothing is sent just now. From memory. */
  pausedIds(): string[] {
    return [...this.accounts.values()].filter(({ paused }) => paused).map(({ account }) => account.id);
  }

  /** From memory alone, for the acknowledging path. */
  peekWebhookKey(connectorId: string, key: string): ActiveAccount | undefined {
    const found = this.byKeyHash.get(webhookKeyHash(key).toString('latin1'));
    if (found?.active.connector.id !== connectorId) return undefined;
    return found.until !== null && found.until <= this.options.clock.latest() ? undefined : found.active;
  }

  /** As `byId`: a guessed key costs at most one look into the database a second, overall. */
  async byWebhookKey(connectorId: string, key: string): Promise<ActiveAccount | undefined> {
    const known = this.peekWebhookKey(connectorId, key);
    if (known !== undefined) return known;
    await this.refreshing.soon();
    return this.peekWebhookKey(connectorId, key);
  }

  private async load(): Promise<void> {
    const version = await accountsVersion(this.database);
    if (version === this.version) return;
    const accounts = new Map<string, ActiveAccount>();
    const byKeyHash = new Map<string, Addressed>();
    const all = await allAccounts(this.database);
    await this.box.learn(all.map(({ secrets }) => secrets));
    for (const stored of all) {
      const active = this.tryActivate(stored);
      if (active === undefined) continue;
      accounts.set(stored.id, active);
      for (const [hash, until] of keyHashes(stored)) byKeyHash.set(hash, { active, until });
    }
    const changed = changedAccounts(this.accounts, accounts);
    this.accounts = accounts;
    this.byKeyHash = byKeyHash;
    // Read before the rows: what was changed in between is loaded once more by the next refresh.
    this.version = version;
    for (const id of changed) this.options.onChanged?.(id);
  }

  /** One account that cannot be read must not take the others down. */
  private tryActivate(stored: StoredAccount): ActiveAccount | undefined {
    const connector = this.connectors.get(stored.connector);
    if (connector === undefined) {
      this.options.onFault(`account ${stored.id} belongs to the unknown connector "${stored.connector}"`);
      return undefined;
    }
    try {
      const { active, secrets } = activate(stored, connector, this.box);
      this.options.onSecrets?.(secretTexts(secrets));
      return active;
    } catch (error) {
      this.options.onFault(`account ${stored.id} cannot be used: ${wordsOf(error)}`);
      return undefined;
    }
  }
}

const keyHashes = (stored: StoredAccount): (readonly [hash: string, until: Date | null])[] =>
  [
    [stored.webhookKeyHash, null] as const,
    [stored.oldWebhookKeyHash, stored.oldWebhookUntil] as const,
  ].flatMap(([hash, until]) =>
    hash === null ? [] : [[Buffer.from(hash).toString('latin1'), until] as const],
  );
