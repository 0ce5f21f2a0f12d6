import type { AuditEntry } from '../audit-entry.js';
import { type ChainHead, entryHash, headText, NO_HASH, sealHash } from './chain-text.js';
import type { Seal } from './sealing.store.js';

/** What is wrong with the chain. */
export type ChainFault =
  | { readonly kind: 'row_altered'; readonly seq: bigint; readonly entryId: string }
  | { readonly kind: 'row_missing'; readonly seq: bigint; readonly entryId: string }
  | { readonly kind: 'seal_altered'; readonly seq: bigint; readonly entryId: string }
  | { readonly kind: 'seals_missing'; readonly from: bigint; readonly to: bigint }
  | { readonly kind: 'head_differs'; readonly said: ChainHead; readonly found: ChainHead }
  | { readonly kind: 'expected_head_missing'; readonly expected: ChainHead; readonly found: string | null }
  | { readonly kind: 'row_unsealed'; readonly entryId: string }
  | { readonly kind: 'reason_altered'; readonly entryId: string }
  | { readonly kind: 'reason_missing'; readonly entryId: string }
  | { readonly kind: 'drop_untold'; readonly month: string };

export interface CheckedSeal extends Seal {
  /** Null: there is no such row. */
  readonly entry: AuditEntry | null;
}

export interface ChainStart extends ChainHead {
  /** Rows of before were dropped with their months. */
  readonly keptSince: Date;
}

/** Nothing was dropped of it. */
export const WHOLE_CHAIN: ChainStart = { seq: 0n, hash: NO_HASH, keptSince: new Date(0) };

/** Follows the chain seal by seal, in the order of their numbers, and says what does not fit. */
export class ChainCheck {
  private last: ChainHead;
  /** What the next seal may be over: what the last one says, and what it ought to say, so that one altered is named alone. */
  private hashesBefore: readonly string[];
  private expectedFound: string | null = null;

  constructor(
    private readonly start: ChainStart,
    private readonly expected?: ChainHead,
  ) {
    this.last = { seq: start.seq, hash: start.hash };
    this.hashesBefore = [start.hash];
    this.meet(this.last);
  }

  /** The last seal that was shown. */
  get end(): ChainHead {
    return this.last;
  }

  next(seal: CheckedSeal): ChainFault[] {
    const faults = [...this.faultsOfSeal(seal), ...this.faultsOfRow(seal)];
    this.last = { seq: seal.seq, hash: seal.hash };
    this.meet(this.last);
    return faults;
  }

  /** @param said where the table of the head says that the chain ends */
  finish(said: ChainHead): ChainFault[] {
    const faults: ChainFault[] = [];
    if (said.seq !== this.end.seq || said.hash !== this.end.hash)
      faults.push({ kind: 'head_differs', said: { seq: said.seq, hash: said.hash }, found: this.end });
    const { expected } = this;
    if (expected !== undefined && this.expectedFound !== expected.hash && expected.seq >= this.start.seq)
      faults.push({ kind: 'expected_head_missing', expected, found: this.expectedFound });
    return faults;
  }

  private faultsOfSeal(seal: CheckedSeal): ChainFault[] {
    const { seq, entryId, hash } = seal;
    const first = this.last.seq + 1n;
    const altered: ChainFault[] = [{ kind: 'seal_altered', seq, entryId }];
    if (seq > first) {
      this.hashesBefore = [hash];
      return [{ kind: 'seals_missing', from: first, to: seq - 1n }];
    }
    const right = this.hashesBefore.map((before) => sealHash(seal, before));
    const fits = seq === first && right.includes(hash);
    this.hashesBefore = fits ? [hash] : [hash, ...right.slice(0, 1)];
    return fits ? [] : altered;
  }

  private faultsOfRow({ seq, entryId, entryAt, entryHash: sealed, entry }: CheckedSeal): ChainFault[] {
    if (entry !== null) return entryHash(entry) === sealed ? [] : [{ kind: 'row_altered', seq, entryId }];
    return entryAt < this.start.keptSince ? [] : [{ kind: 'row_missing', seq, entryId }];
  }

  private meet({ seq, hash }: ChainHead): void {
    if (this.expected?.seq === seq) this.expectedFound = hash;
  }
}

/** One line of what is wrong, for whoever runs the check. */
export function faultText(fault: ChainFault): string {
  switch (fault.kind) {
    case 'row_altered':
      return `row ${fault.entryId} (seal ${String(fault.seq)}) is not what was sealed: it was altered`;
    case 'row_missing':
      return `row ${fault.entryId} (seal ${String(fault.seq)}) is missing: it was removed`;
    case 'seal_altered':
      return `seal ${String(fault.seq)} (row ${fault.entryId}) does not follow from the one before it: it was altered`;
    case 'seals_missing':
      return `seals ${String(fault.from)} to ${String(fault.to)} are missing: they were removed`;
    case 'head_differs':
      return `the chain ends at ${headText(fault.found)}, and its head says ${headText(fault.said)}: its end was cut or put on`;
    case 'expected_head_missing':
      return fault.found === null
        ? `the chain has no seal ${String(fault.expected.seq)}: it was cut before the expected head`
        : `seal ${String(fault.expected.seq)} has the hash ${fault.found}, not the expected one: the chain was written anew`;
    case 'row_unsealed':
      return `row ${fault.entryId} has no seal and waits for none: it was put in`;
    case 'reason_altered':
      return `the reason of row ${fault.entryId} is not what was written`;
    case 'reason_missing':
      return `the reason of row ${fault.entryId} is gone, and the audit does not say that it was erased`;
    case 'drop_untold':
      return `${fault.month} counts as dropped, and the audit does not say that it was: rows up to then may have been removed`;
  }
}
