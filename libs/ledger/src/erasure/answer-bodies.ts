import type { BodyRedaction } from '#domain/body-redaction.js';
import type { FoldingLeg } from '../folding.js';
import type { Recording } from '../recording.js';
import type { ShownLeg } from './shown-legs.store.js';

/** A statement, and the leg that it is of. */
export interface OwnedStatement {
  readonly leg: FoldingLeg;
  readonly recording: Recording;
}

/** The bytes of the answers that a batch of statements came in: what of them may be kept, and which legs they show. */
export class AnswerBodies {
  private readonly shown = new Map<Buffer, Map<string, FoldingLeg>>();
  private readonly connectors = new Map<Buffer, string>();

  constructor(
    statements: readonly OwnedStatement[],
    private readonly redaction: BodyRedaction,
  ) {
    for (const { leg, recording } of statements) {
      if (!('body' in recording.evidence)) continue;
      const { body } = recording.evidence;
      this.connectors.set(body, recording.account.connector);
      this.shown.set(body, (this.shown.get(body) ?? new Map<string, FoldingLeg>()).set(leg.row.id, leg));
    }
  }

  /** Without the persons that were erased; undefined where that cannot be told, and nothing of it is kept. */
  kept(body: Buffer): Buffer | undefined {
    const erased = [...(this.shown.get(body)?.values() ?? [])].filter(({ row }) => row.is_erased);
    const connector = this.connectors.get(body) ?? '';
    return erased.reduce<Buffer | undefined>(
      (left, leg) => left && this.redaction(connector, left, numbersOf(leg))?.body,
      body,
    );
  }

  /** Of a body that shows several: all of them. */
  legsOn(body: Buffer): readonly string[] {
    const legs = [...(this.shown.get(body)?.keys() ?? [])];
    return legs.length > 1 ? legs : [];
  }
}

/** Deliveries of shops whose numbers repeat: by its number alone none of them would be found again. */
export const shownInDeliveries = (statements: readonly OwnedStatement[], now: Date): ShownLeg[] =>
  statements.flatMap(({ leg: { row }, recording: { account, evidence } }) =>
    'payloadId' in evidence &&
    (account.numbersRepeat === true || row.order_no !== null || row.document_no !== null)
      ? [{ leg_id: row.id, payload_id: evidence.payloadId, stored_at: now }]
      : [],
  );

const numbersOf = ({ row }: FoldingLeg): string[] => [
  row.vendor_no,
  ...[row.order_no, row.document_no].filter((number) => number !== null),
];
