import type { BodySeal } from '#domain/body-keeping.js';
import type { NewPayload, LegOnPage } from './entries.store.js';
import type { AnswerBodies } from './erasure/answer-bodies.js';
import type { Evidence } from './recording.js';

/** The bytes behind a batch of statements: one buffer is one payload, however many statements it is behind. */
export class Payloads {
  private readonly kept = new Map<Buffer, NewPayload | null>();

  constructor(
    private readonly newId: () => string,
    private readonly bodies: Pick<AnswerBodies, 'kept' | 'legsOn'>,
    private readonly seal: BodySeal,
  ) {}

  /** Null where nothing of the bytes may be kept. */
  idOf(evidence: Evidence): string | null {
    if (!('body' in evidence)) return evidence.payloadId;
    const known = this.kept.get(evidence.body);
    const payload = known === undefined ? this.take(evidence.body) : known;
    return payload?.id ?? null;
  }

  all(): NewPayload[] {
    return [...this.kept.values()].filter((payload) => payload !== null);
  }

  /** Which legs stand on which of them. */
  shown(): LegOnPage[] {
    return [...this.kept].flatMap(([body, payload]) =>
      payload === null ? [] : this.bodies.legsOn(body).map((leg_id) => ({ leg_id, payload_id: payload.id })),
    );
  }

  private take(body: Buffer): NewPayload | null {
    const kept = this.bodies.kept(body);
    const payload = kept === undefined ? null : this.sealed(this.newId(), kept);
    this.kept.set(body, payload);
    return payload;
  }

  private sealed(id: string, body: Buffer): NewPayload {
    const { bytes, isSealed } = this.seal.seal(id, body);
    return { id, body: bytes, is_sealed: isSealed };
  }
}
