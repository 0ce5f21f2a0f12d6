import { randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import { changedFacts } from '#audit/acts/facts.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { fault, refusal } from '#domain/refusal.js';
import { ConflictError, NotFoundError, refuseFaults } from '../account-errors.js';
import { leaveAdministrator } from '../keys/administrators.store.js';
import { missingStores } from '../keys/api-keys.store.js';
import type { SessionsService } from '../keys/sessions.service.js';
import { endSessionsOf } from '../keys/sessions.store.js';
import type { Slice } from '../slice.js';
import { type MadeLink, newLink } from './new-link.js';
import { type UserWish, userFaults } from './new-user.js';
import { endLinksOf, insertLink } from './password-links.store.js';
import { writePassword } from './passwords.store.js';
import {
  findUser,
  insertUser,
  isNameTaken,
  listUsers,
  lockUser,
  updateUser,
  type User,
} from './users.store.js';

export type UserChange = Partial<UserWish> & { readonly disabled?: boolean | undefined };

export interface UserWithLink {
  readonly user: User;
  readonly link: MadeLink;
}

/** The people who may sign in: made, changed, disabled, and given a new password. */
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** Sees at once, in this hub, what ended with a user. */
    private readonly sessions: Pick<SessionsService, 'refresh'>,
  ) {}

  list(slice: Slice): Promise<User[]> {
    return listUsers(this.database, slice, this.clock.now());
  }

  /** @throws NotFoundError */
  async read(id: string): Promise<User> {
    return found(await findUser(this.database, id, this.clock.now()), id);
  }

  /** Without a password: whoever has the link sets one. @throws InvalidFieldsError; ConflictError for a name that is taken */
  async create(wish: UserWish): Promise<UserWithLink> {
    await this.refuseFaulty(wish);
    const now = this.clock.now();
    const id = uuidV7(now, randomBytes(10));
    return this.database.transaction(async (sql) => {
      if (!(await insertUser(sql, { ...wish, id, createdAt: now }))) throw nameTaken(wish.name);
      await audited(sql, { subject: { kind: 'user', id }, after: { ...wish } });
      return this.withLink(sql, id, now);
    });
  }

  /**
   * Holds from the next request on, in other hubs within five seconds; who is disabled is signed out, and has no link.
   * @throws NotFoundError; InvalidFieldsError; ConflictError for a name that is taken, and for the last who administers
   */
  async change(id: string, { disabled, ...change }: UserChange): Promise<User> {
    const now = this.clock.now();
    const changed = await this.database.transaction(async (sql) => {
      await this.leaving(sql, id, { disabled, ...change });
      const before = found(await lockUser(sql, id, now), id);
      const wish = { ...before, ...change };
      await this.refuseFaulty(wish, sql);
      if (await isNameTaken(sql, wish.name, id)) throw nameTaken(wish.name);
      const disabledAt =
        disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? now) : null;
      await updateUser(sql, { ...wish, disabledAt });
      if (disabled === true) await this.endAllOf(sql, id, now);
      await audited(sql, {
        subject: { kind: 'user', id },
        ...changedFacts(factsOf(before), factsOf({ ...wish, disabledAt })),
      });
      return found(await findUser(sql, id, now), id);
    });
    await this.sessions.refresh();
    return changed;
  }

  /**
   * The password of before and what was begun with it are over; links that were not used, too.
   * @throws NotFoundError; ConflictError for who is disabled, and for the last who administers
   */
  async renewLink(id: string): Promise<UserWithLink> {
    const now = this.clock.now();
    const made = await this.database.transaction(async (sql) => {
      await leaveAdministrator(sql, id);
      const { disabledAt } = found(await lockUser(sql, id, now), id);
      if (disabledAt !== null) throw new ConflictError(refusal('user_is_disabled'));
      await writePassword(sql, id, { hash: null, at: now });
      await this.endAllOf(sql, id, now);
      return this.withLink(sql, id, now);
    });
    await this.sessions.refresh();
    return made;
  }

  /** Before the row itself is locked: keys come first for everybody. */
  private async leaving(sql: Sql, id: string, { role, disabled }: UserChange): Promise<void> {
    if (disabled === true || (role !== undefined && role !== 'admin')) await leaveAdministrator(sql, id);
  }

  private async endAllOf(sql: Sql, id: string, now: Date): Promise<void> {
    await endLinksOf(sql, id, now);
    await endSessionsOf(sql, { kind: 'user', id }, now);
  }

  private async withLink(sql: Sql, id: string, now: Date): Promise<UserWithLink> {
    const { made: link, row } = newLink(id, now);
    await insertLink(sql, row);
    return { user: found(await findUser(sql, id, now), id), link };
  }

  private async refuseFaulty(wish: UserWish, sql: Sql = this.database): Promise<void> {
    refuseFaults(userFaults(wish));
    const missing = wish.stores === null ? [] : await missingStores(sql, wish.stores);
    refuseFaults(missing.map((id) => fault('storeIds', 'store_not_there', { id })));
  }
}

const factsOf = ({ name, role, stores, disabledAt }: UserWish & Pick<User, 'disabledAt'>) => ({
  ...{ name, role, stores },
  disabled: disabledAt !== null,
});

function found(user: User | undefined, id: string): User {
  if (user === undefined) throw new NotFoundError('user', id);
  return user;
}

const nameTaken = (name: string): ConflictError =>
  new ConflictError(refusal('user_name_taken', { name }), 'name');
