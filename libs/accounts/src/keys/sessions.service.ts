import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { storable } from '#domain/storable.js';
import { NotFoundError } from '../account-errors.js';
import { Refreshing, type RefreshingOptions } from '../refreshing.js';
import type { Slice } from '../slice.js';
import type { Actor } from './actor.js';
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
/** Not more often is written that a session is used. */
const USE_WRITTEN_EVERY_MS = MINUTE_MS;
/** Of one actor: who signs in by a program each time fills no hub's memory. */
const MOST_OF_ACTOR = 100;
/** What was ended elsewhere is to be known within five seconds; an older view of it says nothing. */
const OLDEST_VIEW_MS = 4_000;
const LONGEST_CLIENT = 200;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export const idleEndsAt = ({ lastUsedAt }: Pick<Session, 'lastUsedAt'>): Date =>
  new Date(lastUsedAt.getTime() + IDLE_MS);

/** What people who signed in work in: begun with a key, ended by them, by others, with the key, or by time. */
export class SessionsService {
  private byHash: ReadonlyMap<string, Session> = new Map();
  private byId: ReadonlyMap<string, Session> = new Map();
  /** Uses that are not written yet. */
  private readonly used = new Map<string, Date>();
  private readonly refreshing: Refreshing;
  private seenAtMs = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    options: RefreshingOptions,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
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
    this.used.set(session.id, this.clock.now());
    return session;
  }

  /** Of one that was verified: whether it goes on, as last seen; it is not used by that. */
  isLive(id: string): boolean {
    const session = this.byId.get(id);
    return session !== undefined && this.holds(session);
  }

  /** @returns the session, and what the browser is to keep: shown this once, only its hash is kept */
  async begin(actor: Actor, client: string): Promise<{ id: string; token: string }> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    const id = uuidV7(now, randomBytes(10));
    const times = { createdAt: now, lastUsedAt: now, endsAt: new Date(now.getTime() + SESSION_MS) };
    const told = storable(client.replace(/\p{Cc}/gu, ' '), LONGEST_CLIENT);
    await this.database.transaction(async (sql) => {
      await endSessionsOf(sql, actor, now, MOST_OF_ACTOR - 1);
      await insertSession(sql, { id, actor, ...times, client: told, tokenHash: hashOf(token) });
    });
    await this.refreshing.now();
    return { id, token };
  }

  /** @throws NotFoundError */
  async end(id: string): Promise<void> {
    if (!(await endSession(this.database, id, this.clock.now()))) throw new NotFoundError('session', id);
    await this.refreshing.now();
  }

  /** Sees at once what was ended through another door: with its key. */
  refresh(): Promise<void> {
    return this.refreshing.now();
  }

  /** Those that have not ended. */
  list(slice: Slice): Promise<Session[]> {
    return listSessions(this.database, { ...slice, ...this.times() });
  }

  private holds(session: Session): boolean {
    const here = this.used.get(session.id) ?? session.lastUsedAt;
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
    await this.tellUses();
    const { now, idleSince } = this.times();
    const rows = await liveSessions(this.database, now, idleSince);
    this.byHash = new Map(rows.map((row) => [row.hash, fromDbSession(row)]));
    this.byId = new Map([...this.byHash.values()].map((session) => [session.id, session]));
    for (const id of this.used.keys()) if (!this.byId.has(id)) this.used.delete(id);
    this.seenAtMs = askedAtMs;
  }

  private async tellUses(): Promise<void> {
    const due = [...this.used].flatMap(([id, at]) => {
      const written = this.byId.get(id)?.lastUsedAt.getTime() ?? -Infinity;
      return at.getTime() - written >= USE_WRITTEN_EVERY_MS ? [{ id, at }] : [];
    });
    if (due.length > 0) await writeUses(this.database, due);
  }
}
