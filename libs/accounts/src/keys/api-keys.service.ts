import { createHash, randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import type { Access } from '#domain/access.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { fault } from '#domain/refusal.js';
import { NotFoundError, refuseFaults } from '../account-errors.js';
import { Refreshing, type RefreshingOptions } from '../refreshing.js';
import type { Slice } from '../slice.js';
import {
  type ApiKey,
  actorName,
  type KeyInForce,
  keysInForce,
  listApiKeys,
  missingStores,
  revokeApiKey,
  revokeOtherEnvironmentKeys,
  upsertApiKey,
  writeKeyUses,
} from './api-keys.store.js';
import { isAdministered, leaveAdministrator } from './administrators.store.js';
import { keyFaults, type KeyWish } from './new-api-key.js';
import { endSessionsOf } from './sessions.store.js';
import { Uses } from './uses.js';

export interface NewApiKey extends ApiKey {
  /** Shown this once; only its hash is kept. */
  readonly key: string;
}

/** Tells people and secret scanners what the text is. */
const PREFIX = 'suanpan_';
const ENVIRONMENT_NAME = 'HUB_ADMIN_KEY';
/** What was revoked elsewhere is to be known within five seconds; an older view of it says nothing. */
const OLDEST_VIEW_MS = 4_000;

/** A key is 32 random bytes, so a plain hash of it is as good as a slow one. */
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Keys to the admin REST, each with a role and the stores that it is for. */
export class ApiKeysService {
  private byHash: ReadonlyMap<string, KeyInForce> = new Map();
  private byId: ReadonlyMap<string, KeyInForce> = new Map();
  private readonly uses: Uses;
  private readonly refreshing: Refreshing;
  private seenAtMs = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** How soon a key that another hub made or revoked is seen here, and who is told of faults. */
    options: RefreshingOptions,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
    this.uses = new Uses(
      (uses) => writeKeyUses(database, uses),
      (message) => options.onFault(message),
    );
    this.refreshing = new Refreshing(() => within('acknowledging', () => this.load()), options);
  }

  async start(): Promise<void> {
    await this.refreshing.now();
    this.refreshing.start();
  }

  stop(): void {
    this.refreshing.stop();
  }

  /**
   * @returns undefined when it is none, was revoked or has expired. Answered from memory, unless the database was not seen for long
   * @throws whatever the database throws where it would have to be asked
   */
  async verify(key: string): Promise<KeyInForce | undefined> {
    const hash = hashOf(key).toString('hex');
    if (this.monotonicNow() - this.seenAtMs > OLDEST_VIEW_MS) await this.refreshing.now();
    if (!this.byHash.has(hash)) await this.refreshing.soon();
    const found = this.byHash.get(hash);
    if (found === undefined || !this.holds(found)) return undefined;
    this.uses.note(found.id, this.clock.now());
    return found;
  }

  /** Of a key that was verified: what it may, as last seen; undefined: it holds no more. */
  accessOf(id: string): Access | undefined {
    const found = this.byId.get(id);
    return found !== undefined && this.holds(found) ? found.access : undefined;
  }

  /** @throws InvalidFieldsError */
  async create(wish: KeyWish): Promise<NewApiKey> {
    refuseFaults(keyFaults(wish, this.clock.now()));
    const missing = wish.stores === null ? [] : await missingStores(this.database, wish.stores);
    refuseFaults(missing.map((id) => fault('storeIds', 'store_not_there', { id })));
    const key = PREFIX + randomBytes(32).toString('base64url');
    const made = this.made(wish, false);
    await this.database.transaction(async (sql) => {
      await upsertApiKey(sql, made, hashOf(key));
      await audited(sql, { subject: { kind: 'key', id: made.id }, after: { ...wish } });
    });
    await this.refreshing.now();
    return { ...made, key };
  }

  /** Makes what the environment says an admin's key, also when it had been revoked, and ends the one that it said before. */
  async ensureFromEnvironment(key: string): Promise<string> {
    const wish = { name: ENVIRONMENT_NAME, role: 'admin', stores: null, expiresAt: null } as const;
    const made = this.made(wish, true);
    const id = await this.database.transaction(async (sql) => {
      const keyId = await upsertApiKey(sql, made, hashOf(key));
      // At each start it is said again: an act is only what was not so before.
      if (keyId === made.id)
        await audited(sql, { act: 'key.made', subject: { kind: 'key', id: keyId }, after: wish });
      for (const replaced of await revokeOtherEnvironmentKeys(sql, keyId, made.createdAt)) {
        await endSessionsOf(sql, { kind: 'key', id: replaced }, made.createdAt);
        await audited(sql, { act: 'key.revoked', subject: { kind: 'key', id: replaced } });
      }
      return keyId;
    });
    await this.refreshing.now();
    return id;
  }

  /** Whether a key administers, or a user, who can make one. */
  async isAdministered(): Promise<boolean> {
    const administers = (key: KeyInForce): boolean => key.access.role === 'admin' && this.holds(key);
    return [...this.byId.values()].some(administers) || (await isAdministered(this.database));
  }

  /** For what is kept of who did something: also of a key that was revoked, and of users. */
  async nameOf(id: string): Promise<string> {
    return (await actorName(this.database, id)) ?? id;
  }

  list(slice: Slice): Promise<ApiKey[]> {
    return listApiKeys(this.database, slice);
  }

  /** Ends what was begun with it, too. @throws NotFoundError; ConflictError for the last that administers: nobody could make another */
  async revoke(id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const now = this.clock.now();
      await leaveAdministrator(sql, id);
      if (!(await revokeApiKey(sql, id, now))) throw new NotFoundError('valid API key', id);
      await endSessionsOf(sql, { kind: 'key', id }, now);
    });
    await this.refreshing.now();
  }

  private made(wish: KeyWish, isFromEnvironment: boolean): ApiKey {
    const createdAt = this.clock.now();
    const id = uuidV7(createdAt, randomBytes(10));
    return { ...wish, id, createdAt, isFromEnvironment, revokedAt: null, lastUsedAt: null };
  }

  private holds({ expiresAt }: KeyInForce): boolean {
    return expiresAt === null || expiresAt > this.clock.latest();
  }

  private async load(): Promise<void> {
    const askedAtMs = this.monotonicNow();
    await this.uses.tell((id) => this.byId.get(id)?.lastUsedAt ?? null);
    this.byHash = await keysInForce(this.database);
    this.byId = new Map([...this.byHash.values()].map((key) => [key.id, key]));
    this.uses.keepOnly((id) => this.byId.has(id));
    this.seenAtMs = askedAtMs;
  }
}
