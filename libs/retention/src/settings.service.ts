import { audited } from '#audit/acts/audited.js';
import { changedFacts } from '#audit/acts/facts.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import {
  keptTooLong,
  MOST_RETENTION_DAYS,
  RETENTION_KIND_NAMES,
  RETENTION_KINDS,
  type RetentionDays,
} from '#domain/retention.js';
import {
  daysOf,
  lockSettings,
  readSettings,
  type RetentionSettings,
  writeSetting,
} from './settings.store.js';

/** Days by kind; what is left out stays as it is. */
export type RetentionChange = { readonly [Kind in keyof RetentionDays]?: number | null | undefined };

/** Says for how long things are kept. */
export class RetentionSettingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  read(): Promise<RetentionSettings> {
    return readSettings(this.database);
  }

  /**
   * @param by the name of who asks
   * @throws DomainError that names the kind: too short, or longer than what it depends on
   */
  change(change: RetentionChange, by: string): Promise<void> {
    const changed = RETENTION_KIND_NAMES.filter((kind) => change[kind] !== undefined);
    for (const kind of changed) refuseOutside(kind, change[kind] ?? null);
    return this.database.transaction(async (sql) => {
      await lockSettings(sql);
      const before = daysOf(await readSettings(sql));
      const after = { ...before, ...defined(change) };
      const wrong = keptTooLong(after);
      if (wrong !== undefined) throw tooLong(wrong, change);
      await audited(sql, changedFacts({ ...before }, { ...after }));
      for (const kind of changed.filter((each) => after[each] !== before[each])) {
        await writeSetting(sql, kind, { days: after[kind], changedAt: this.clock.now(), changedBy: by });
        this.log({
          event: 'retention',
          kind,
          outcome: 'setting changed',
          before: before[kind],
          after: after[kind],
          by,
        });
      }
    });
  }
}

const defined = (change: RetentionChange): Partial<RetentionDays> =>
  Object.fromEntries(Object.entries(change).filter(([, days]) => days !== undefined));

function refuseOutside(kind: keyof RetentionDays, days: number | null): void {
  const { leastDays } = RETENTION_KINDS[kind];
  if (days !== null && days < leastDays)
    throw new DomainError(refusal('must_be_at_least', { least: leastDays }), kind);
  if (days !== null && days > MOST_RETENTION_DAYS)
    throw new DomainError(refusal('must_be_at_most', { most: MOST_RETENTION_DAYS }), kind);
}

/** Names what was sent: who shortens the one that the other lies in is told of that one. */
const tooLong = (
  { kind, than, days }: NonNullable<ReturnType<typeof keptTooLong>>,
  change: RetentionChange,
): DomainError =>
  change[kind] === undefined
    ? new DomainError(refusal('kept_shorter_than_part', { kept: kind }), than)
    : new DomainError(refusal('kept_longer_than_whole', { kept: than, days }), kind);
