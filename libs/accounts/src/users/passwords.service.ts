import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { fault, refusal } from '#domain/refusal.js';
import { InvalidFieldsError, NotFoundError, refuseFaults } from '../account-errors.js';
import type { SessionsService } from '../keys/sessions.service.js';
import { endOtherSessions, endSessionsOf } from '../keys/sessions.store.js';
import { hashOfToken } from './new-link.js';
import { endLinksOf, openLink, type OpenLink, useLink } from './password-links.store.js';
import { hashOfNobody, hashPassword, isOfOtherCost, isPassword } from './password-hash.js';
import { passwordFaults } from './password-policy.js';
import type { PasswordWork } from './password-work.js';
import {
  changePassword,
  type Credential,
  credentialByName,
  credentialOf,
  holdsCredential,
  replaceHash,
  writePassword,
} from './passwords.store.js';

/** The password, or whether somebody may sign in at all, was changed while a session was to begin. */
export class CredentialGoneError extends Error {
  override readonly name = 'CredentialGoneError';
}

/** Sets, changes and verifies the passwords of users; each takes a place in `PasswordWork`. */
export class PasswordsService {
  private readonly nobody = hashOfNobody();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly work: PasswordWork,
    private readonly sessions: Pick<SessionsService, 'refresh'>,
  ) {}

  /**
   * Takes as long for a name that nobody has, and for who is disabled.
   * @returns undefined where it is not the password of a user of that name
   * @throws TooManyPasswordsError
   */
  async verify(name: string, password: string): Promise<Credential | undefined> {
    const found = await credentialByName(this.database, name);
    const isRight = await this.work.run(() => isPassword(password, found?.passwordHash ?? this.nobody));
    if (!isRight || found === undefined) return undefined;
    return isOfOtherCost(found.passwordHash) ? this.rehashed(found, password) : found;
  }

  /** For the transaction in which a session begins. @throws CredentialGoneError */
  readonly stillHolds =
    (credential: Credential) =>
    async (sql: Sql): Promise<void> => {
      if (!(await holdsCredential(sql, credential)))
        throw new CredentialGoneError('it was changed meanwhile');
    };

  /** Whose link it is. @throws NotFoundError where it was used, has expired, or is none */
  async linkOf(token: string): Promise<OpenLink> {
    const link = await openLink(this.database, hashOfToken(token), this.clock.now());
    if (link === undefined) throw new NotFoundError(refusal('link_not_valid'));
    return link;
  }

  /** By a link, once. @returns whose it is. @throws NotFoundError; InvalidFieldsError; TooManyPasswordsError */
  async setByLink(token: string, password: string): Promise<OpenLink> {
    const link = await this.linkOf(token);
    refuseFaults(await passwordFaults(password, link.name, 'password'));
    const hash = await this.work.run(() => hashPassword(password));
    const now = this.clock.now();
    await this.database.transaction(async (sql) => {
      const isSet =
        (await useLink(sql, link, now)) && (await writePassword(sql, link.userId, { hash, at: now }));
      if (!isSet) throw new NotFoundError(refusal('link_not_valid'));
      await endLinksOf(sql, link.userId, now);
      await audited(sql, {
        subject: { kind: 'user', id: link.userId },
        actor: { kind: 'user', id: link.userId, name: link.name },
      });
      await endSessionsOf(sql, { kind: 'user', id: link.userId }, now);
    });
    await this.sessions.refresh();
    return link;
  }

  /**
   * By its user, who knows the one of before; the session that asks goes on, others of the user end.
   * @throws InvalidFieldsError for a wrong one, too; TooManyPasswordsError
   */
  async change(
    userId: string,
    { oldPassword, password }: { readonly oldPassword: string; readonly password: string },
    sessionId: string,
  ): Promise<void> {
    const held = await credentialOf(this.database, userId);
    const isRight = await this.work.run(() => isPassword(oldPassword, held?.passwordHash ?? this.nobody));
    if (!isRight || held === undefined) throw isWrong();
    refuseFaults(await passwordFaults(password, held.name, 'password'));
    const hash = await this.work.run(() => hashPassword(password));
    const now = this.clock.now();
    await this.database.transaction(async (sql) => {
      if (!(await changePassword(sql, held, { hash, at: now }))) throw isWrong();
      await endLinksOf(sql, userId, now);
      await audited(sql, { subject: { kind: 'user', id: userId } });
      await endOtherSessions(sql, { kind: 'user', id: userId }, now, sessionId);
    });
    await this.sessions.refresh();
  }

  private async rehashed(credential: Credential, password: string): Promise<Credential> {
    const passwordHash = await this.work.run(() => hashPassword(password));
    await replaceHash(this.database, credential, passwordHash);
    return { ...credential, passwordHash };
  }
}

const isWrong = (): InvalidFieldsError => new InvalidFieldsError([fault('oldPassword', 'password_is_wrong')]);
