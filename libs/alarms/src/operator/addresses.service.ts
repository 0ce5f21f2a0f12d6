import { randomBytes } from 'node:crypto';
import { NotFoundError, refuseFaults } from '#accounts/account-errors.js';
import { audited, refuseChangedSince } from '#audit/acts/audited.js';
import { changedFacts } from '#audit/acts/facts.js';
import type { SecretBox } from '#sealing/secret-box.js';
import { type Fault, faultOf } from '#connectors-core/fault.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { ALARMS_SEND } from '../alarms.tasks.js';
import type { Address } from '../send/address.js';
import {
  changedAt,
  deleteAddress,
  lockAddress,
  makeMessagesDue,
  readAddress,
  writeAddress,
} from '../send/addresses.store.js';
import type { Posting } from '../send/posting.js';
import { SECRET_PREFIX } from '../send/standard-webhook.js';
import { addressFaults, urlFaults } from './address-check.js';

export interface AddressesParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly box: SecretBox;
  readonly outbound: OutboundPolicy;
  readonly posting: Pick<Posting, 'post'>;
  readonly onSecrets: (values: readonly string[]) => void;
}

type Given = Omit<Address, 'id' | 'paused'>;
/** Left out: it stays. A secret of null is taken away; of a webhook another one is made. */
export type AddressChange = {
  readonly [Field in keyof Omit<Address, 'id' | 'kind'>]?: Address[Field] | undefined;
};

const SECRET_BYTES = 32;

/** Makes, changes and tries the addresses that alarms are sent to. */
export class AddressesService {
  constructor(private readonly parts: AddressesParts) {}

  /** @returns its id and, where one was made, its secret, which is shown this once. @throws InvalidFieldsError */
  async create(given: Given): Promise<{ readonly id: string; readonly secret: string | null }> {
    const { database, clock, box, outbound } = this.parts;
    const now = clock.now();
    const address = withSecret({ ...given, id: uuidV7(now, randomBytes(10)), paused: false });
    refuseFaults([...(await urlFaults(address.url, outbound)), ...addressFaults(address)]);
    await database.transaction(async (sql) => {
      await writeAddress(sql, box, address, now);
      const { after } = changedFacts({}, factsOf(address), SECRET);
      await audited(sql, { subject: { kind: 'alarm_address', id: address.id }, after });
    });
    this.told(address);
    return { id: address.id, secret: madeSecret(given.secret, address) };
  }

  /** What waited is due at once. @returns a secret that was made. @throws NotFoundError, InvalidFieldsError */
  async change(id: string, change: AddressChange): Promise<{ readonly secret: string | null }> {
    const { database, clock, box, outbound, instance } = this.parts;
    const wrongUrl = change.url === undefined ? [] : await urlFaults(change.url, outbound);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return database.transaction(async (sql) => {
      const before = await lockAddress(sql, box, id);
      if (before === undefined) throw new NotFoundError('address', id);
      refuseChangedSince(await changedAt(sql, id));
      const address = withSecret({ ...before, ...given });
      refuseFaults([...wrongUrl, ...addressFaults(address)]);
      const now = clock.now();
      await writeAddress(sql, box, address, now);
      await audited(sql, changedFacts(factsOf(before), factsOf(address), SECRET));
      await makeMessagesDue(sql, id, now);
      await wakeUp(sql, ALARMS_SEND, instance.id);
      this.told(address);
      return { secret: address.secret === before.secret ? null : madeSecret(change.secret ?? null, address) };
    });
  }

  /** With all that was to be sent there. @throws NotFoundError */
  async delete(id: string): Promise<void> {
    const { database, box } = this.parts;
    await database.transaction(async (sql) => {
      const before = await lockAddress(sql, box, id);
      if (before === undefined) throw new NotFoundError('address', id);
      refuseChangedSince(await changedAt(sql, id));
      await deleteAddress(sql, id);
      const { name, kind } = before;
      await audited(sql, { before: { name, kind } });
    });
  }

  /** Sends a message there now, whether or not it is paused. @returns what went wrong. @throws NotFoundError */
  async test(id: string): Promise<Fault | null> {
    const { database, clock, box, posting } = this.parts;
    const address = await readAddress(database, box, id);
    if (address === undefined) throw new NotFoundError('address', id);
    this.told(address);
    await database.transaction((sql) => audited(sql, {}));
    const now = clock.now();
    const message = { id: uuidV7(now, randomBytes(10)), kind: 'test', at: now.toISOString() } as const;
    try {
      await posting.post({ ...message, alarms: [], more: 0 }, address);
      return null;
    } catch (error) {
      return faultOf(error, 'internal');
    }
  }

  private told({ url, secret }: Address): void {
    this.parts.onSecrets([url, ...(secret === null ? [] : [secret])]);
  }
}

/** Its URL may be a key. */
const SECRET = new Set(['url', 'secret']);
const factsOf = ({ id: _id, ...facts }: Address) => facts;

/** A webhook is always signed. */
const withSecret = (address: Address): Address =>
  address.kind === 'webhook' && address.secret === null
    ? { ...address, secret: SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64') }
    : address;

const madeSecret = (given: string | null, { kind, secret }: Address): string | null =>
  kind === 'webhook' && given === null ? secret : null;
