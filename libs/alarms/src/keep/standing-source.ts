import type { StandingAlarm } from '../alarm.js';
import type { AlarmKind } from '../alarm-kind.js';

/** What a source has to say now. */
export interface Stands {
  readonly standing: readonly StandingAlarm[];
  /** Subjects of which it does not know how they stand: nothing is opened or ended of them. */
  readonly unknown?: ReadonlySet<string>;
}

/** Who knows of some kinds of alarms what stands; each kind has one source. */
export interface StandingSource {
  /** Names it in the log, and when it was last asked. */
  readonly name: string;
  readonly kinds: readonly AlarmKind[];
  /** In a bounded number of statements. */
  read(): Promise<Stands>;
}
