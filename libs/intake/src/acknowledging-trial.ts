import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import type { BodySeal } from '#domain/body-keeping.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { IntakeService } from './intake.service.js';
import { tryToStore } from './trial.store.js';

/** A delivery that was committed so lately is trial enough, ms. */
const LATELY_MS = 2_000;
/** About an order's size: on a disk that is nearly full, what is smaller may still find room. */
const BODY_BYTES = 1_024;

/** Finds out whether deliveries could be acknowledged, by doing what acknowledging does. */
export class AcknowledgingTrial {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly intake: Pick<IntakeService, 'sinceCommitMs' | 'tryRoom'>,
    private readonly seal: BodySeal,
  ) {}

  /** Resolves when it would work; bounded as acknowledging is. @throws whatever a sender's delivery would fail with */
  async run(): Promise<void> {
    this.intake.tryRoom(BODY_BYTES);
    if (this.intake.sinceCommitMs() < LATELY_MS) return;
    await within('acknowledging', () => tryToStore(this.database, this.delivery(), this.seal));
  }

  private delivery() {
    const receivedAt = this.clock.now();
    return {
      id: uuidV7(receivedAt, randomBytes(10)),
      receivedAt,
      accountId: randomUUID(),
      connector: 'trial',
      key: randomUUID(),
      keyExpiresAt: receivedAt,
      body: randomBytes(BODY_BYTES),
      references: '[]',
      notRead: null,
      charset: null,
    };
  }
}
