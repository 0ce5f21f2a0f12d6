import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { KEY_BYTES } from './cipher.js';
import { DataKey, placeOf } from './data-key.js';
import {
  allDataKeys,
  dataKeysById,
  dataKeysByName,
  insertDataKey,
  type StoredDataKey,
} from './data-keys.store.js';
import { envelopeOf } from './envelope.js';
import { liveKeyHolders } from './key-holders.store.js';
import type { MasterKeys } from './master-keys.js';
import { SecretError } from './secret-error.js';
import { writingKey } from './writing-key.js';

export interface KeyringParts {
  /** Outside of any transaction: a data key that was made stays, whatever becomes of what asked for it. */
  readonly sql: Sql;
  readonly clock: Clock;
  readonly masters: MasterKeys;
  /** Told of everything that could not be opened. */
  readonly onUnreadable?: (reason: string) => void;
}

/**
 * The data keys, unwrapped, in memory. What seals or opens does not wait: `ready` and `learn` see to it before that the
 * keys are here. A key that is here stays usable whatever wraps it, so that a rotation disturbs nobody.
 */
export class Keyring {
  private readonly byName = new Map<string, DataKey>();
  private readonly byId = new Map<string, DataKey>();

  constructor(private readonly parts: KeyringParts) {}

  /**
   * Takes in all that there are. One whose bytes are damaged is told of and left out.
   * @throws SecretError when a master key is missing, or is another one
   */
  async load(): Promise<void> {
    const stored = await allDataKeys(this.parts.sql);
    const lacking = stored.filter(({ masterKeyId }) => !this.parts.masters.has(masterKeyId));
    if (lacking.length > 0) throw new SecretError(lackingWords(lacking, stored.length));
    const faults = this.takeAll(stored);
    const [first] = faults;
    if (first !== undefined && faults.length === stored.length) throw first;
    for (const { message } of faults) this.parts.onUnreadable?.(`a data key: ${message}`);
  }

  /** Makes the keys of these names that there are not, and takes in the others. @throws SecretError */
  async ready(names: readonly string[]): Promise<void> {
    for (const name of await this.missing(names)) await this.make(name, randomBytes(KEY_BYTES));
  }

  /**
   * Gives a name a key of before, unless it has one. @param make asked only then
   * @throws SecretError
   */
  async adopt(name: string, make: () => Promise<Uint8Array>): Promise<void> {
    if ((await this.missing([name])).length > 0) await this.make(name, await make());
  }

  /** Takes in the keys that these were sealed under, where another hub has made them. What cannot be, `open` tells. */
  async learn(sealed: readonly Uint8Array[]): Promise<void> {
    const ids = new Set(sealed.map((one) => envelopeOf(one)?.keyId).filter((id) => id !== undefined));
    const unknown = [...ids].filter((id) => !this.byId.has(id));
    if (unknown.length === 0) return;
    const faults = this.takeAll(await dataKeysById(this.parts.sql, unknown));
    for (const { message } of faults) this.parts.onUnreadable?.(`a data key: ${message}`);
  }

  /** Of a name that was made ready. */
  named(name: string): DataKey {
    const key = this.byName.get(name);
    if (key === undefined) throw new Error(`the data key "${name}" was not made ready`);
    return key;
  }

  /** @param sealed was learned, or is of a name that was made ready. @throws SecretError */
  open(owner: string, sealed: Uint8Array): Buffer {
    try {
      return this.opened(owner, sealed);
    } catch (error) {
      this.parts.onUnreadable?.(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  private opened(owner: string, sealed: Uint8Array): Buffer {
    const envelope = envelopeOf(sealed);
    if (envelope === undefined) return this.parts.masters.openDirect(owner, sealed);
    const key = this.byId.get(envelope.keyId);
    if (key === undefined)
      throw new SecretError(`it was sealed under the data key ${envelope.keyId}, which is not there`);
    return key.open(owner, envelope.body);
  }

  /** @returns the names that have no key */
  private async missing(names: readonly string[]): Promise<string[]> {
    const unknown = names.filter((name) => !this.byName.has(name));
    if (unknown.length === 0) return [];
    (await dataKeysByName(this.parts.sql, unknown)).forEach((stored) => this.take(stored));
    return unknown.filter((name) => !this.byName.has(name));
  }

  private async make(name: string, bytes: Uint8Array): Promise<void> {
    const { sql, clock, masters } = this.parts;
    const now = clock.now();
    const id = uuidV7(now, randomBytes(10));
    const holders = await liveKeyHolders(sql);
    const masterKeyId = writingKey(
      masters,
      holders.map(({ marks }) => marks),
    );
    await insertDataKey(sql, { id, name, ...masters.wrap(masterKeyId, placeOf({ id, name }), bytes) }, now);
    // What is there now: another hub may have been quicker.
    (await dataKeysByName(sql, [name])).forEach((stored) => this.take(stored));
  }

  private takeAll(stored: readonly StoredDataKey[]): SecretError[] {
    return stored.flatMap((one) => {
      try {
        this.take(one);
        return [];
      } catch (error) {
        if (error instanceof SecretError) return [error];
        throw error;
      }
    });
  }

  private take(stored: StoredDataKey): void {
    if (this.byId.has(stored.id)) return;
    const { id, name } = stored;
    const key = new DataKey(id, name, this.parts.masters.unwrap(placeOf(stored), stored));
    this.byId.set(id, key);
    this.byName.set(name, key);
  }
}

function lackingWords(lacking: readonly StoredDataKey[], all: number): string {
  const ids = [...new Set(lacking.map(({ masterKeyId }) => `"${masterKeyId}"`))].join(', ');
  return (
    `${String(lacking.length)} of ${String(all)} data keys of this database are wrapped under the master key ${ids}, ` +
    'which HUB_MASTER_KEY does not hold: add it there'
  );
}
