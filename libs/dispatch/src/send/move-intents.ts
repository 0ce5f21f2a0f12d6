import { MicroBatch } from '#database/micro-batch.js';
import type { Sql } from '#database/sql.js';
import { together, type Written } from '#database/together.js';
import { uuidV7 } from '#domain/ids.js';
import type { BegunAttempt } from '../claimed/attempts.store.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import { beginAttempts, type Intent } from '../claimed/settle.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { Shown } from '../dispatch-words.js';
import type { StillWanted } from './still-wanted.js';

export interface BegunMove {
  readonly attempt: BegunAttempt;
  readonly writeBefore: Date;
}

/** Begun; or not wanted any more; or neither, because somebody else has it. */
export interface MoveIntent {
  readonly begun?: BegunMove;
  readonly whyNot?: Shown;
}

export interface MoveWish {
  readonly claimed: ClaimedDispatch;
  /** The till's. */
  readonly vendorNo: string;
}

const BATCHES = { largest: 100, atOnce: 1 };

/** Notes what is about to be moved on, under the orders' locks and only what is wanted then. */
export class MoveIntents {
  private readonly wishes: MicroBatch<MoveWish, Written<MoveIntent>>;

  constructor(
    private readonly parts: DispatchParts,
    private readonly wanted: StillWanted,
  ) {
    this.wishes = new MicroBatch((wishes) => together(wishes, (some) => this.note(some)), BATCHES);
  }

  async begin(wish: MoveWish): Promise<MoveIntent> {
    const intent = await this.wishes.add(wish);
    if ('failure' in intent) throw intent.failure;
    return intent.result;
  }

  private note(wishes: readonly MoveWish[]): Promise<MoveIntent[]> {
    return this.parts.database.transaction((sql) => this.noteOn(sql, wishes));
  }

  private async noteOn(sql: Sql, wishes: readonly MoveWish[]): Promise<MoveIntent[]> {
    const { clock, settings } = this.parts;
    const claimed = wishes.map((wish) => wish.claimed);
    const verdicts = await this.wanted.lookOn(sql, claimed);
    const intents = wishes.map((wish) => this.intentOf(wish, clock.now()));
    const wanted = intents.filter((_, at) => verdicts[at]?.whyNot === undefined);
    const leaseUntil = new Date(clock.now().getTime() + settings.leaseMs);
    const begun = await beginAttempts(sql, wanted, leaseUntil, clock);
    return intents.map(({ claimed: { id }, attemptId, startedAt, writeBefore }, at) => {
      const { whyNot } = verdicts[at] ?? {};
      if (whyNot !== undefined) return { whyNot };
      return begun.has(id) ? { begun: { attempt: { id: attemptId, startedAt }, writeBefore } } : {};
    });
  }

  private intentOf({ claimed, vendorNo }: MoveWish, startedAt: Date): Intent {
    const { chance, settings } = this.parts;
    const after = (ms: number): Date => new Date(startedAt.getTime() + ms);
    const writeWithinMs = Math.min(settings.leaseMs, settings.writeWithinMs);
    return {
      claimed,
      attemptId: uuidV7(startedAt, chance.bytes(10)),
      startedAt,
      request: JSON.stringify({ vendorNo }),
      writeBefore: after(writeWithinMs),
      overAt: after(writeWithinMs + settings.attemptDeadlineMs),
      statedAt: null,
      facts: null,
      sent: null,
      dueAt: after(settings.leaseMs + settings.attemptDeadlineMs),
    };
  }
}
