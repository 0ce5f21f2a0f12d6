import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { HintBox } from '#database/hint-box.js';
import { type HintEars, HintListener } from '#database/hint-listener.js';
import type { Hint } from '#domain/hint.js';
import type { Log } from '#domain/log.js';
import { LOG } from '../log/log.token.js';
import { EventListeners, type Listener } from './event-listeners.js';
import { beginning, hintEvents, resyncEvent } from './event-text.js';
import { HintRing } from './hint-ring.js';
import { scopedHints } from './scoped-hints.js';

/** Several hubs tell at once: together in one write for each listener. */
const TELL_EVERY_MS = 250;
const LOOK_EVERY_MS = 1_000;
const BEAT_EVERY_MS = 15_000;

/** What listens to the database, under a name of its own. */
export class HintConnection {
  constructor(readonly options: ConstructorParameters<typeof HintListener>[0]) {}
}

/** Passes on to this hub's listeners what all hubs have changed. */
@Injectable()
export class EventsService implements HintEars, OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners = new EventListeners();
  private readonly ring = new HintRing(() => randomBytes(6).toString('hex'));
  private readonly heard = new HintBox();
  private readonly listening: HintListener;

  constructor(
    connection: HintConnection,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.listening = new HintListener(connection.options, this);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listening.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.listeners.close();
    await this.listening.stop();
  }

  hasRoomFor(listener: Pick<Listener, 'of' | 'ofId'>): boolean {
    return this.listeners.hasRoomFor(listener);
  }

  /** @param lastId the id that it has heard last, undefined for whoever comes anew */
  listen(listener: Listener, lastId: string | undefined): void {
    const missed = lastId === undefined ? [] : this.ring.after(lastId);
    const first =
      missed === undefined
        ? resyncEvent(this.ring)
        : hintEvents(this.ring, scopedHints(missed, listener.access));
    if (!this.listeners.add(listener, beginning(this.ring) + first)) listener.response.end();
  }

  hear(hints: readonly Hint[]): void {
    this.heard.addAll(hints);
  }

  missed(): void {
    this.heard.take();
    this.ring.forget();
    this.listeners.tell(resyncEvent(this.ring));
  }

  onFault(message: string): void {
    this.log({ event: 'events', level: 'warn', outcome: 'connection lost', message });
  }

  @Interval(TELL_EVERY_MS)
  tell(): void {
    if (this.heard.isEmpty) return;
    const hints = this.ring.add(this.heard.take());
    this.listeners.tellEach((access) => hintEvents(this.ring, scopedHints(hints, access)));
  }

  @Interval(LOOK_EVERY_MS)
  endChanged(): void {
    this.listeners.endChanged(resyncEvent(this.ring));
  }

  @Interval(BEAT_EVERY_MS)
  beat(): void {
    this.listeners.beat();
  }
}
