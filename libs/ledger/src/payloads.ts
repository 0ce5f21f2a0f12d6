import type { NewPayload } from './entries.store.js';
import type { Evidence } from './recording.js';

/** The bytes behind a batch of statements: one buffer is one payload, however many statements it is behind. */
export class Payloads {
  private readonly ids = new Map<Buffer, string>();

  constructor(private readonly newId: () => string) {}

  idOf(evidence: Evidence): string {
    if (!('body' in evidence)) return evidence.payloadId;
    const id = this.ids.get(evidence.body) ?? this.newId();
    this.ids.set(evidence.body, id);
    return id;
  }

  all(): NewPayload[] {
    return [...this.ids].map(([body, id]) => ({ id, body }));
  }
}
