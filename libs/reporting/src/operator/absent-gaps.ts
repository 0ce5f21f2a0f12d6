import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type AbsentHour, absentHours } from '../derive/absent-hours.store.js';
import type { HourState } from '../derive/hour-state.js';
import type { SourceCoverage, UncoveredHour } from '../derive/source-coverage.js';
import type { Span } from '../derive/store-spans.js';
import { groupBy } from '../figures/group-by.js';
import { hourKey } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';

/** An hour that is not derived, and why not. */
export interface AbsentGap extends AbsentHour {
  readonly state: Extract<HourState, 'waiting' | 'held' | 'hole'>;
  readonly heldBy: readonly Pick<UncoveredHour, 'accountId' | 'stream'>[];
}

export interface AbsentParts {
  readonly coverage: SourceCoverage;
  readonly clock: Clock;
  readonly settings: Pick<ReportingSettings, 'graceMs' | 'holdMs' | 'fillsForMs'>;
}

/** More hours than these wait for their turn only after a long downtime; the oldest of them are told then. */
const MOST_DUE = 20_000;

/** Hours of these spans and states that nobody has derived, in their order. @param limit of holes, that is */
export async function absentGaps(
  sql: Sql,
  spans: readonly Span[],
  { states, limit }: { readonly states: readonly HourState[]; readonly limit: number },
  parts: AbsentParts,
): Promise<AbsentGap[]> {
  const isDue = ({ kind }: Span): boolean => kind === 'due';
  const passed = states.includes('hole') ? spans.filter((span) => !isDue(span)) : [];
  const due = states.includes('waiting') || states.includes('held') ? spans.filter(isDue) : [];
  const holes = await absentHours(sql, passed, limit);
  const waiting = await weighed(sql, await absentHours(sql, due, MOST_DUE), parts);
  return [...holes.map((hour) => ({ ...hour, state: 'hole' as const, heldBy: [] })), ...waiting].filter(
    ({ state }) => states.includes(state),
  );
}

/** What is over for so long that it could be derived, and not for so long that it is in any case, may be held. */
async function weighed(sql: Sql, hours: readonly AbsentHour[], parts: AbsentParts): Promise<AbsentGap[]> {
  const { coverage, clock, settings } = parts;
  const ago = ({ end }: AbsentHour): number => clock.now().getTime() - end.getTime();
  const mayBeHeld = hours.filter((hour) => ago(hour) >= settings.graceMs && ago(hour) < settings.holdMs);
  const uncovered = groupBy(await coverage.uncovered(sql, mayBeHeld.map(storeHour)), hourKey);
  return hours.map((hour) => {
    const heldBy = (uncovered.get(hourKey(storeHour(hour))) ?? []).map(({ accountId, stream }) => ({
      accountId,
      stream,
    }));
    return { ...hour, heldBy, state: heldBy.length > 0 ? 'held' : 'waiting' };
  });
}

const storeHour = ({ span, start, end }: AbsentHour) => ({ storeId: span.storeId, start, end });
