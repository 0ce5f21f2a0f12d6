import { createHash, randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { AuditActor } from '#audit/audit-entry.js';
import type { Sql } from '#database/sql.js';
import { within } from '#database/statement-bounds.js';
import type { Access } from '#domain/access.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { storable } from '#domain/storable.js';
import { NotFoundError } from '../account-errors.js';
import { Refreshing, type RefreshingOptions } from '../refreshing.js';
import type { Slice } from '../slice.js';
import type { Actor } from './actor.js';
import { actorName } from './api-keys.store.js';
import { Uses } from './uses.js';
import {
  endSession,
  endSessionsOf,
  fromDbSession,
  insertSession,
  listSessions,
  liveSessions,
  type Session,
  writeUses,
} from './sessions.store.js';

const MINUTE_MS = 60_000;
/** A working day: whoever goes on then shows once more that the key is still theirs. */
export const SESSION_MS = 12 * 60 * MINUTE_MS;
const IDLE_MS = 60 * MINUTE_MS;
/** Of one actor: who signs in by a program each time fills no hub's memory. */
const MOST_OF_ACTOR = 100;
/** What was ended elsewhere is to be known within five seconds; an older view of it says nothing. */
const OLDEST_VIEW_MS = 4_000;
const LONGEST_CLIENT = 200;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export const idleEndsAt = ({ lastUsedAt }: Pick<Session, 'lastUsedAt'>): Date =>
  new Date(lastUsedAt.getTime() + IDLE_MS);

/** What people who signed in work in: begun with a key or a password, ended by them, by others, with the key or the password, or by time. */
export class SessionsService {
  private byHash: ReadonlyMap<string, Session> = new Map();
  private byId: ReadonlyMap<string, Session> = new Map();
  private readonly uses: Uses;
  private readonly refreshing: Refreshing;
  private seenAtMs = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    options: RefreshingOptions,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
    this.uses = new Uses(
      (uses) => writeUses(database, uses),
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
   * @returns undefined when it is none, or has ended. Answered from memory, unless the database was not seen for long
   * @throws whatever the database throws where it would have to be asked
   */
  async verify(token: string): Promise<Session | undefined> {
    const hash = hashOf(token).toString('hex');
    if (this.monotonicNow() - this.seenAtMs > OLDEST_VIEW_MS) await this.refreshing.now();
    if (!this.byHash.has(hash)) await this.refreshing.soon();
    const session = this.byHash.get(hash);
    if (session === undefined || !this.holds(session)) return undefined;
    this.uses.note(session.id, this.clock.now());
    return session;
  }

  /** Of one that was verified: what it may, as last seen; undefined: it is over. It is not used by that. */
  accessOf(id: string): Access | undefined {
    const session = this.byId.get(id);
    return session !== undefined && this.holds(session) ? session.access : undefined;
  }

  /**
   * @param stillMay throws, in the transaction that begins it, where the actor may not begin one any more
   * @returns the session, and what the browser is to keep: shown this once, only its hash is kept
   */
  async begin(
    actor: Actor,
    client: string,
    stillMay?: (sql: Sql) => Promise<void>,
  ): Promise<{ id: string; token: string }> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    const id = uuidV7(now, randomBytes(10));
    const times = { createdAt: now, lastUsedAt: now, endsAt: new Date(now.getTime() + SESSION_MS) };
    const told = storable(client.replace(/\p{Cc}/gu, ' '), LONGEST_CLIENT);
    await this.database.transaction(async (sql) => {
      await stillMay?.(sql);
      await endSessionsOf(sql, actor, now, MOST_OF_ACTOR - 1);
      await insertSession(sql, { id, actor, ...times, client: told, tokenHash: hashOf(token) });
      await audited(sql, {
        act: 'session.begun',
        subject: { kind: 'session', id },
        actor: { ...actor, name: (await actorName(sql, actor.id)) ?? null },
      });
    });
    await this.refreshing.now();
    return { id, token };
  }

  /** @param of whose it has to be; undefined: anybody's. @param by who ends it, where no request says it. @throws NotFoundError */
  async end(
    id: string,
    { of, by }: { readonly of?: Actor | undefined; readonly by?: AuditActor } = {},
  ): Promise<void> {
    await this.database.transaction(async (sql) => {
      if (!(await endSession(sql, id, this.clock.now(), of))) throw new NotFoundError('session', id);
      await audited(sql, {
        act: 'session.ended',
        subject: { kind: 'session', id },
        ...(by === undefined ? {} : { actor: by }),
      });
    });
    await this.refreshing.now();
  }

  /** Sees at once what was ended through another door: with its key or its user. */
  refresh(): Promise<void> {
    return this.refreshing.now();
  }

  /** Those that have not ended. @param of undefined: of everybody */
  list(slice: Slice, of?: Actor): Promise<Session[]> {
    return listSessions(this.database, { ...slice, ...this.times() }, of);
  }

  private holds(session: Session): boolean {
    const here = this.uses.lastOf(session.id) ?? session.lastUsedAt;
    const lastUsedAt = here > session.lastUsedAt ? here : session.lastUsedAt;
    const now = this.clock.latest();
    return session.endsAt > now && idleEndsAt({ lastUsedAt }) > now;
  }

  private times(): { now: Date; idleSince: Date } {
    const now = this.clock.now();
    return { now, idleSince: new Date(now.getTime() - IDLE_MS) };
  }

  private async load(): Promise<void> {
    const askedAtMs = this.monotonicNow();
    await this.uses.tell((id) => this.byId.get(id)?.lastUsedAt ?? null);
    const { now, idleSince } = this.times();
    const rows = await liveSessions(this.database, now, idleSince);
    this.byHash = new Map(rows.map((row) => [row.hash, fromDbSession(row)]));
    this.byId = new Map([...this.byHash.values()].map((session) => [session.id, session]));
    this.uses.keepOnly((id) => this.byId.has(id));
    this.seenAtMs = askedAtMs;
  }
}
