import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { ConflictError, NotFoundError, refuseFaults } from '../account-errors.js';
import type { Slice } from '../slice.js';
import {
  type ApiKey,
  apiKeyName,
  listApiKeys,
  lockValidApiKeys,
  revokeApiKey,
  upsertApiKey,
  validApiKeys,
} from './api-keys.store.js';
import { Refreshing, type RefreshingOptions } from '../refreshing.js';
import { endSessionsOf } from './sessions.store.js';
import { textFaults } from '../text-check.js';

export interface NewApiKey extends ApiKey {
  /** Shown this once; only its hash is kept. */
  readonly key: string;
}

const LONGEST_NAME = 100;
/** Tells people and secret scanners what the text is. */
const PREFIX = 'suanpan_';

/** A key is 32 random bytes, so a plain hash of it is as good as a slow one. */
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Keys to the admin REST: who has one may do everything. */
export class ApiKeysService {
  private valid: ReadonlyMap<string, string> = new Map();
  private validIds: ReadonlySet<string> = new Set();
  private readonly refreshing: Refreshing;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** How soon a key that another hub made or revoked is seen here, and who is told of faults. */
    options: RefreshingOptions,
  ) {
    this.refreshing = new Refreshing(async () => {
      this.valid = await validApiKeys(database);
      this.validIds = new Set(this.valid.values());
    }, options);
  }

  async start(): Promise<void> {
    await this.refreshing.now();
    this.refreshing.start();
  }

  stop(): void {
    this.refreshing.stop();
  }

  /** @returns the key's id; undefined when it is none or has been revoked. Answered from memory. */
  async verify(key: string): Promise<string | undefined> {
    const hash = hashOf(key).toString('hex');
    if (!this.valid.has(hash)) await this.refreshing.soon();
    return this.valid.get(hash);
  }

  /** Of a key that was verified: whether it still holds, as last seen. */
  isValid(id: string): boolean {
    return this.validIds.has(id);
  }

  /** @throws InvalidFieldsError */
  async create(name: string): Promise<NewApiKey> {
    refuseFaults(textFaults('name', name, LONGEST_NAME));
    const key = PREFIX + randomBytes(32).toString('base64url');
    return { ...(await this.ensure(name, key)), key };
  }

  /** Makes a key that was chosen elsewhere valid, also when it had been revoked. */
  async ensure(name: string, key: string): Promise<ApiKey> {
    const createdAt = this.clock.now();
    const made: ApiKey = { id: uuidV7(createdAt, randomBytes(10)), name, createdAt, revokedAt: null };
    await upsertApiKey(this.database, made, hashOf(key));
    await this.refreshing.now();
    return made;
  }

  hasAny(): boolean {
    return this.valid.size > 0;
  }

  /** For what is kept of who did something: also of a key that has been revoked. */
  async nameOf(id: string): Promise<string> {
    return (await apiKeyName(this.database, id)) ?? id;
  }

  list(slice: Slice): Promise<ApiKey[]> {
    return listApiKeys(this.database, slice);
  }

  /** Ends what was begun with it, too. @throws NotFoundError; ConflictError for the last valid key, which would lock everybody out */
  async revoke(id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const valid = await lockValidApiKeys(sql);
      if (!valid.includes(id)) throw new NotFoundError('valid API key', id);
      if (valid.length === 1)
        throw new ConflictError('this is the last valid API key: make another one first');
      const now = this.clock.now();
      await revokeApiKey(sql, id, now);
      await endSessionsOf(sql, { kind: 'key', id }, now);
    });
    await this.refreshing.now();
  }
}
