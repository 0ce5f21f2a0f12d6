import type { Journal, JournalRecord, Remembered } from './journal.js';

/** Something that acts by itself from start to stop. */
export interface Life {
  start(): void;
  stop(): void;
}

interface GroupParts<I, L extends Life> {
  /** Names these groups' records in the journal. */
  readonly name: string;
  readonly journal: Journal;
  /** @throws ControlFault when the input names what is not there */
  build(id: string, input: I): L;
}

interface Group<I, L> {
  readonly id: string;
  readonly input: I;
  /** null between the replay of the journal and `resume`. */
  life: L | null;
}

/** Lives that were asked for and run; a restart starts them again. */
export class RunningGroups<I extends object, L extends Life> implements Remembered {
  private readonly groups = new Map<string, Group<I, L>>();
  private started = 0;
  readonly replay: Remembered['replay'];

  constructor(private readonly parts: GroupParts<I, L>) {
    this.replay = {
      [`${parts.name}.started`]: (record) => {
        const { id, input } = record as unknown as Group<I, L>;
        this.groups.set(id, { id, input, life: null });
        this.started = Math.max(this.started, Number(id));
      },
      [`${parts.name}.stopped`]: (record) => {
        this.groups.delete(String(record['id']));
      },
    };
  }

  /** @throws ControlFault as `build` */
  start(input: I): string {
    const id = String(this.started + 1);
    const life = this.parts.build(id, input);
    this.started += 1;
    this.groups.set(id, { id, input, life });
    this.parts.journal.append([{ kind: `${this.parts.name}.started`, id, input }]);
    life.start();
    return id;
  }

  /** Starts those of an earlier run again. */
  resume(): void {
    for (const group of this.groups.values()) {
      group.life = this.parts.build(group.id, group.input);
      group.life.start();
    }
  }

  /** @returns false when there is none of that id */
  stop(id: string): boolean {
    this.groups.get(id)?.life?.stop();
    if (!this.groups.delete(id)) return false;
    this.parts.journal.append([{ kind: `${this.parts.name}.stopped`, id }]);
    return true;
  }

  stopAll(): void {
    for (const id of [...this.groups.keys()]) this.stop(id);
  }

  list(): { id: string; input: I; life: L | null }[] {
    return [...this.groups.values()].map(({ id, input, life }) => ({ id, input, life }));
  }

  snapshot(): JournalRecord[] {
    return this.list().map(({ id, input }) => ({ kind: `${this.parts.name}.started`, id, input }));
  }

  /** Halts them without forgetting them. */
  close(): void {
    for (const { life } of this.groups.values()) life?.stop();
  }
}
