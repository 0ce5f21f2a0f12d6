import type { Prisma } from '#database/generated/client.js';

export interface LinkView {
  readonly id: string;
  readonly legId: string;
  readonly orderId: string;
  readonly evidence: string;
  readonly linkedAt: Date;
  /** The link that holds no longer since this one. */
  readonly undoes: string | null;
  /** The person's word behind it; null where it was none. */
  readonly act: LinkActView | null;
}

export interface LinkActView {
  readonly id: string;
  readonly by: string;
  /** Null once it was erased. */
  readonly reason: string | null;
  readonly isForced: boolean;
}

export interface EntryView {
  readonly id: string;
  readonly legId: string;
  readonly recordedAt: Date;
  readonly asOf: Date;
  readonly precedence: number;
  /** What the vendor said, as stored: money as digits, instants as ISO text, no personal fields. */
  readonly observation: unknown;
  readonly changed: readonly string[];
  readonly flags: readonly string[];
  readonly payloadId: string | null;
}

export const toLinkView = (row: Prisma.OrderLinkGetPayload<{ include: { act: true } }>): LinkView => ({
  ...{ id: row.id, legId: row.legId, orderId: row.orderId, evidence: row.evidence },
  ...{ linkedAt: row.linkedAt, undoes: row.undoes },
  act: row.act && {
    ...{ id: row.act.id, by: row.act.actor, reason: row.act.reason, isForced: row.act.isForced },
  },
});

export const toEntryView = (row: Prisma.LedgerEntryGetPayload<object>): EntryView => ({
  id: row.id,
  legId: row.legId,
  recordedAt: row.recordedAt,
  asOf: row.asOf,
  precedence: row.precedence,
  observation: row.observation,
  changed: row.changed,
  flags: row.flags,
  payloadId: row.payloadId,
});
