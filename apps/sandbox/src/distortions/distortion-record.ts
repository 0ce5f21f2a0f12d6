import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { type Distortion, type DistortionKind, DISTORTIONS, type NamedOrder } from './distortion.js';

const KIND = 'distortions.noted';
const MINUTE_MS = 60_000;

interface RecordParts {
  readonly journal: Journal;
  readonly now: () => number;
}

/** How a distortion is noted where its kind alone does not say all. */
interface Noting {
  /** How long whoever compares may take to notice. */
  readonly noticeMinutes: number;
  /** False: of this one nobody can tell, whatever its kind. */
  readonly canBeFound?: boolean;
}

/** Every distortion since the beginning: what a comparison has to find, and what it must not miss. */
export class DistortionRecord implements Remembered {
  private readonly byId = new Map<string, Distortion>();
  private readonly standing = new Map<string, string>();
  readonly replay = {
    [KIND]: (record: JournalRecord): void => {
      this.put((record as unknown as { distortion: Distortion }).distortion);
    },
  };

  constructor(private readonly parts: RecordParts) {}

  note(kind: DistortionKind, orders: readonly NamedOrder[], noting: Noting): Distortion {
    const { rule, minutes } = DISTORTIONS[kind];
    const at = this.parts.now();
    const findable = rule !== null && noting.canBeFound !== false;
    const distortion: Distortion = {
      id: String(this.byId.size + 1),
      ...{ kind, at, orders, findable },
      rule: findable ? rule : null,
      by: findable ? at + (minutes + noting.noticeMinutes) * MINUTE_MS : null,
      endedAt: null,
    };
    this.keep(distortion);
    return distortion;
  }

  /** The story came right; one that has already is left alone. */
  end(distortion: Distortion): void {
    if (this.byId.get(distortion.id)?.endedAt === null)
      this.keep({ ...distortion, endedAt: this.parts.now() });
  }

  /** What of this kind has not come right of that order; undefined where nothing has gone wrong. */
  standingOf(kind: DistortionKind, order: NamedOrder): Distortion | undefined {
    return this.byId.get(this.standing.get(placeOf(kind, order)) ?? '');
  }

  /** Oldest first. */
  all(): readonly Distortion[] {
    return [...this.byId.values()];
  }

  snapshot(): JournalRecord[] {
    return this.all().map(recordOf);
  }

  private keep(distortion: Distortion): void {
    this.put(distortion);
    this.parts.journal.append([recordOf(distortion)]);
  }

  private put(distortion: Distortion): void {
    this.byId.set(distortion.id, distortion);
    for (const order of distortion.orders) {
      if (distortion.endedAt === null) this.standing.set(placeOf(distortion.kind, order), distortion.id);
      else this.standing.delete(placeOf(distortion.kind, order));
    }
  }
}

const recordOf = (distortion: Distortion): JournalRecord => ({ kind: KIND, distortion });

const placeOf = (kind: DistortionKind, { vendor, orderNo }: NamedOrder): string =>
  `${kind}/${vendor}/${orderNo}`;
