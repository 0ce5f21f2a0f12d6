import { type DatabaseClock, LARGEST_OFFSET_MS } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import type { Distrust } from '#domain/measured-time.js';
import type { Overdue } from '#jobs/overdue.js';
import type { RunnerWatch } from '#jobs/runner-watch.js';
import type { ReadyEnv } from '../config/ready-env.js';
import { databaseFault } from './database-fault.js';
import { SharedLook } from './shared-look.js';

/** What a hub needs for its roles, each told by itself. */
export type ReadyPart = 'database' | 'version' | 'clock' | 'acknowledging' | 'workers' | 'work' | 'fleet';

export interface PartState {
  readonly part: ReadyPart;
  /** Further facts, for machines. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** What does not work, as a sentence without its end; undefined when all is well. */
  readonly fault?: string | undefined;
  /** When that began, if it is known better than by when it was first seen. */
  readonly since?: Date;
  /** What an operator should know though the hub is ready. */
  readonly warning?: string | undefined;
}

export interface ReadinessParts {
  readonly roles: ReadyEnv['roles'];
  readonly clock: Pick<DatabaseClock, 'now' | 'offsetMs' | 'isHostRight' | 'distrust'>;
  readonly log: Log;
  /** Why this hub is too old for the database, if it is. */
  outdated(): string | undefined;
  isMigrated(): Promise<boolean>;
  /** How many hubs with workers live. */
  liveWorkers(): Promise<number>;
  /** @throws what a sender's delivery would fail with */
  tryAcknowledging(): Promise<void>;
  readonly runnerWatch: Pick<RunnerWatch, 'goneForMs'>;
  overdue(): readonly Overdue[];
}

/** What was seen of the database is told again for so long, ms. */
const KEPT_MS = 1_500;
/** Workers that are gone for longer are not just being started anew, ms. */
export const WORKERS_GONE_MS = 30_000;

/** One that is untrusted is measured at once, and again every 2 s: for longer it is so because that fails, ms. */
const CLOCK_UNTRUSTED_MS = 30_000;

/** Whether this hub can do what its roles ask of it; it says what does not work, and since when. */
export class Readiness {
  private readonly database: SharedLook<readonly PartState[]>;
  private readonly firstSeen = new Map<ReadyPart, Date>();

  constructor(private readonly parts: ReadinessParts) {
    this.database = new SharedLook(() => this.askDatabase(), { ms: KEPT_MS, since: 'end' });
  }

  /** Never rejects, and answers within some 5 s. */
  async look(): Promise<readonly PartState[]> {
    const asked = await this.database.get();
    return [...asked, this.versionState(), this.clockState(), ...this.workerStates()].map((state) =>
      this.withSince(state),
    );
  }

  /** Side by side: each is bounded by itself. */
  private askDatabase(): Promise<readonly PartState[]> {
    const { roles } = this.parts;
    const acknowledging = roles.has('api') ? [this.acknowledgingState()] : [];
    return Promise.all([this.databaseState(), ...acknowledging, this.fleetState()]);
  }

  private async databaseState(): Promise<PartState> {
    try {
      const fault = (await this.parts.isMigrated()) ? undefined : 'The database has not been migrated';
      return { part: 'database', fault };
    } catch (error) {
      return { part: 'database', fault: capitalized(databaseFault(error)) };
    }
  }

  private async acknowledgingState(): Promise<PartState> {
    try {
      await this.parts.tryAcknowledging();
      return { part: 'acknowledging' };
    } catch (error) {
      if (!this.firstSeen.has('acknowledging'))
        this.parts.log({ event: 'ready', level: 'error', outcome: 'nothing can be acknowledged', error });
      return { part: 'acknowledging', fault: `No delivery can be acknowledged: ${databaseFault(error)}` };
    }
  }

  /** Every hub says it, and is ready all the same: deliveries are acknowledged, and wait. */
  private async fleetState(): Promise<PartState> {
    const workers = await this.parts.liveWorkers().catch(() => undefined);
    const warning =
      workers === 0
        ? 'No hub with workers lives: what is acknowledged waits until one is started'
        : undefined;
    return { part: 'fleet', facts: workers === undefined ? {} : { workers }, warning };
  }

  private versionState(): PartState {
    const outdated = this.parts.outdated();
    return { part: 'version', fault: outdated && capitalized(outdated) };
  }

  private clockState(): PartState {
    const { clock } = this.parts;
    const distrust = clock.distrust();
    const facts = { offsetMs: Math.round(clock.offsetMs()), ...trustFacts(distrust) };
    if (!clock.isHostRight()) {
      const most = String(LARGEST_OFFSET_MS / 1_000);
      return {
        part: 'clock',
        facts,
        fault: `This host’s clock differs from the database’s by more than ${most} s`,
      };
    }
    return distrust === undefined
      ? { part: 'clock', facts }
      : { part: 'clock', facts, ...this.untrusted(distrust) };
  }

  /** Deliveries are acknowledged all the same; workers wait, which is no more than a word until they wait in vain. */
  private untrusted({ sinceMs }: Distrust): Pick<PartState, 'fault' | 'warning' | 'since'> {
    const text = 'This host’s clock cannot be relied on until it is measured: nothing is worked off';
    const lastsMs = this.parts.clock.now().getTime() - sinceMs;
    if (!this.parts.roles.has('worker') || lastsMs < CLOCK_UNTRUSTED_MS) return { warning: text };
    return { fault: text, since: new Date(sinceMs) };
  }

  private workerStates(): PartState[] {
    if (!this.parts.roles.has('worker')) return [];
    return [this.workersState(), workState(this.parts.overdue())];
  }

  private workersState(): PartState {
    const goneMs = this.parts.runnerWatch.goneForMs(performance.now());
    if (goneMs < WORKERS_GONE_MS) return { part: 'workers' };
    const since = new Date(this.parts.clock.now().getTime() - goneMs);
    return { part: 'workers', since, fault: 'The workers of this hub do not get to any job' };
  }

  private withSince(state: PartState): PartState {
    const { part, fault } = state;
    if (fault === undefined) {
      this.firstSeen.delete(part);
      return state;
    }
    const since = state.since ?? this.firstSeen.get(part) ?? this.parts.clock.now();
    this.firstSeen.set(part, since);
    return { ...state, since };
  }
}

const trustFacts = (distrust: Distrust | undefined) =>
  distrust === undefined
    ? { trusted: true }
    : { trusted: false, reason: distrust.reason, untrustedSince: new Date(distrust.sinceMs) };

const WORK: Readonly<Record<Overdue['what'], string>> = {
  deliveries: 'Deliveries wait that could be worked off, and nobody works on any',
  dispatches: 'Commands to tills wait that could be sent, and nobody sends any',
  comparisons: 'Changed orders wait to be compared, and nobody compares any',
  seals: 'Rows of the audit wait to be sealed, and nobody seals any',
  submissions: 'Reported hours wait that could be sent, and nobody sends any',
};

function workState(overdue: readonly Overdue[]): PartState {
  const oldest = overdue.toSorted((a, b) => a.since.getTime() - b.since.getTime())[0];
  if (oldest === undefined) return { part: 'work' };
  const fault = overdue.map(({ what }) => WORK[what]).join('; ');
  return { part: 'work', since: oldest.since, fault };
}

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
