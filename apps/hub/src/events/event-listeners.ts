import type { ServerResponse } from 'node:http';
import type { Access } from '#domain/access.js';
import { HEARTBEAT, SIGNED_OUT } from './event-text.js';

/** In all, in this hub; each is a connection. */
const MOST = 1_000;
/** Of one session, or of one key: a browser needs one for all its tabs. */
const MOST_OF_ONE = { session: 20, key: 600 } as const;
/** A listener that lets so much lie is cut off: it comes back and is told what it has missed. */
const MOST_UNREAD_BYTES = 262_144;

export interface Listener {
  readonly response: ServerResponse;
  readonly of: keyof typeof MOST_OF_ONE;
  /** Of the session or the key. */
  readonly ofId: string;
  /** What its session or key may, when it began; by it is told what it hears. */
  readonly access: Access;
  /** The same by now; undefined: it holds no more. */
  readonly accessNow: () => Access | undefined;
}

/** Who listens to this hub. */
export class EventListeners {
  private readonly listeners = new Set<Listener>();
  private isClosed = false;

  get count(): number {
    return this.listeners.size;
  }

  /** @returns whether it was taken */
  add(listener: Listener, first: string): boolean {
    if (!this.hasRoomFor(listener)) return false;
    this.listeners.add(listener);
    const forget = () => void this.listeners.delete(listener);
    listener.response.once('close', forget).once('error', forget);
    this.write(listener, Buffer.from(first));
    return true;
  }

  hasRoomFor({ of, ofId }: Pick<Listener, 'of' | 'ofId'>): boolean {
    const alike = [...this.listeners].filter((one) => one.of === of && one.ofId === ofId);
    return !this.isClosed && this.listeners.size < MOST && alike.length < MOST_OF_ONE[of];
  }

  tell(text: string): void {
    if (text === '' || this.listeners.size === 0) return;
    const bytes = Buffer.from(text);
    for (const listener of this.listeners) this.write(listener, bytes);
  }

  /** @param textFor what somebody who may so much is told: asked once for all who may the same */
  tellEach(textFor: (access: Access) => string): void {
    const texts = new Map<string, Buffer>();
    for (const listener of this.listeners) {
      const key = keyOf(listener.access);
      const bytes = texts.get(key) ?? Buffer.from(textFor(listener.access));
      texts.set(key, bytes);
      if (bytes.length > 0) this.write(listener, bytes);
    }
  }

  beat(): void {
    this.tell(HEARTBEAT);
  }

  /**
   * Lets go of those whose session or key has ended, and of those who may something else by now: these come back.
   * @param last tells the latter to look at everything again
   */
  endChanged(last: string): void {
    for (const listener of this.listeners) {
      const now = listener.accessNow();
      if (now === undefined) this.end(listener, SIGNED_OUT);
      else if (keyOf(now) !== keyOf(listener.access)) this.end(listener, last);
    }
  }

  /** For good. */
  close(): void {
    this.isClosed = true;
    for (const listener of this.listeners) this.end(listener, '');
  }

  private write(listener: Listener, bytes: Buffer): void {
    const { response } = listener;
    if (response.writableLength > MOST_UNREAD_BYTES) this.cut(listener);
    else response.write(bytes);
  }

  private end(listener: Listener, last: string): void {
    this.listeners.delete(listener);
    listener.response.end(last);
    // Whoever reads nothing would keep the server from closing.
    listener.response.socket?.destroySoon();
  }

  private cut(listener: Listener): void {
    this.listeners.delete(listener);
    listener.response.destroy();
  }
}

const keyOf = ({ role, stores }: Access): string => `${role} ${stores?.join(' ') ?? '*'}`;
