import {
  type FoldedLeg,
  fold,
  isRivalled,
  type Statement,
  toStatement,
  unexpectedMoves,
} from '#domain/leg.js';
import { type KnownLeg, timesAhead } from '#domain/sale-time.js';
import type { Flag } from '#domain/flag.js';
import type { ClaimedPlace } from '#domain/number-claim.js';
import type { ObservedGroup } from '#domain/order-observation.js';
import type { ContactKey } from './contact-key.js';
import type { LegRow } from './legs.store.js';
import { fromDbLeg, fromDbPlaces } from './ledger.mapping.js';
import type { OpenedBy, Recording } from './recording.js';

/** A leg while a batch of observations is folded into it. */
export class FoldingLeg {
  folded: FoldedLeg;
  /** What was in force before this batch. */
  readonly before: FoldedLeg;
  confirmedAt = new Date(0);
  readonly statements: FoldedStatement[] = [];
  readonly changed = new Set<ObservedGroup>();

  /** Nothing had been said of it before this batch. */
  readonly isNew: boolean;

  /** Its account is one store: which one, no word of the vendor's says. */
  isOneStore = false;

  /** To what its number was given; null where nothing was said of that. */
  places: readonly ClaimedPlace[] | null;

  /** What is wrong with its number, as a flag. */
  numberFlag: Flag | null;

  private broughtBy: OpenedBy | null = null;

  /** Something has been stated since earlier than was known. */
  private isKnownEarlier = false;

  constructor(readonly row: LegRow) {
    this.before = fromDbLeg(row.state);
    this.folded = this.before;
    this.places = fromDbPlaces(row.claims);
    this.numberFlag = row.number_flag;
    this.isNew = Object.keys(this.folded).length === 0;
  }

  /** Its number as the vendor writes it. */
  get orderNo(): string {
    return this.row.order_no ?? this.row.vendor_no;
  }

  /** What opens it just now: until its own account brings something, others have only spoken of it. */
  get openedBy(): OpenedBy | null {
    const isOpen = this.isNew ? this.changed.size === 0 : this.row.opened_by !== 'mention';
    return isOpen ? null : this.broughtBy;
  }

  /** Whether its order is to be folded anew: a rival alone changes no value, and is shown all the same. */
  get isOtherwise(): boolean {
    const isRivalOtherwise = isRivalled(this.folded) !== isRivalled(this.before);
    const isOther = this.changed.size > 0 || this.openedBy !== null || isRivalOtherwise;
    return isOther || this.isKnownEarlier || this.countsOtherwise;
  }

  /** Whether its store is looked for, and its order folded, anew. */
  get isAnother(): boolean {
    return this.isOtherwise || this.isFlaggedOtherwise;
  }

  /**
   * What it says is the same, but said later: a time that lay ahead of what was known no longer does, and what it is
   * of counts in its hour.
   */
  private get countsOtherwise(): boolean {
    const createdAt = this.row.created_at;
    const ahead = timesAhead({ folded: this.before, createdAt });
    return ahead.length > 0 && timesAhead({ folded: this.folded, createdAt }).length !== ahead.length;
  }

  /** As its row is now: what opens it just now is when it was seen first. @param now of the writing */
  knownAt(now: Date): KnownLeg {
    return { folded: this.folded, createdAt: this.openedBy === null ? this.row.created_at : now };
  }

  get isFlaggedOtherwise(): boolean {
    return this.numberFlag !== this.row.number_flag;
  }

  /** Of a leg whose person was erased nothing is taken of one. */
  take(given: Recording, key: ContactKey): void {
    const recording = this.row.is_erased ? withoutContact(given) : given;
    this.broughtBy ??= recording.by ?? null;
    this.isOneStore = recording.account.storeIds === 'account';
    const statement = toStatement(recording.observation, (contact) => key.digest(contact));
    const before = this.folded;
    const { leg, changed, outdated, earlier } = fold(before, statement);
    this.folded = leg;
    this.isKnownEarlier ||= earlier.length > 0;
    if (statement.asOf > this.confirmedAt) this.confirmedAt = statement.asOf;
    for (const group of changed) this.changed.add(group);
    // What repeats the state in force is no entry; it has moved confirmedAt.
    if (changed.length + outdated.length + earlier.length === 0) return;
    this.statements.push({ recording, statement, changed, flags: unexpectedMoves(before, leg) });
  }

  /** The observation that the group's value in force came from, if it is among those just folded. */
  latest(group: ObservedGroup): Recording | undefined {
    if (!this.changed.has(group)) return undefined;
    const digest = this.folded[group]?.digest;
    return this.statements.findLast(({ statement }) => statement.groups[group]?.digest === digest)?.recording;
  }
}

function withoutContact(recording: Recording): Recording {
  const { contact: _person, ...observation } = recording.observation;
  return { ...recording, observation };
}

export interface FoldedStatement {
  readonly recording: Recording;
  readonly statement: Statement;
  readonly changed: readonly ObservedGroup[];
  readonly flags: readonly string[];
}
