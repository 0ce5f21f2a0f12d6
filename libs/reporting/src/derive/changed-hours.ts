import { restateMode } from '#accounts/accounts/restating.js';
import type { Sql } from '#database/sql.js';
import { DEFAULT_RULE_SET } from '#domain/rule-set.js';
import { type DerivedHour, hourKey } from '../figures/hours.store.js';
import { type ChangedHour, lastLanded, type UnboundHour } from './restate-rule.js';
import { negativeHours } from './negative-hours.js';
import { type ReportedState, reportedStates } from './restating.store.js';
import type { Earlier } from './submission-rule.js';

interface Hour {
  readonly hour: DerivedHour;
  readonly accountId: string;
}

/**
 * Hours with all that `stepByItself` asks of them. What only matters to an hour that its vendor may have, or to one
 * below zero, is read of those alone: of hours that are derived for the first time nothing.
 */
export async function changedHours(
  sql: Sql,
  hours: readonly Hour[],
  earlierOf: (hour: DerivedHour) => readonly Earlier[],
): Promise<(Hour & { readonly standing: ChangedHour })[]> {
  const states = await statesOf(
    sql,
    hours.map(({ hour, accountId }) => ({ hour, landed: lastLanded(earlierOf(hour), accountId) })),
  );
  const negative = await negativeHours(
    sql,
    hours.flatMap(({ hour }) => (hour.figures.totalFen < 0n ? [hour] : [])),
  );
  return hours.map(({ hour, accountId }) => {
    const { revisionId, figures, end } = hour;
    const state = states.get(hourKey(hour));
    const standing: ChangedHour = {
      accountId,
      revisionId,
      figures,
      end,
      revisedAt: state?.revisedAt ?? null,
      earlier: earlierOf(hour),
      reported: state?.reported,
      covers: coversOf(state),
      negativeHours: negative.get(hourKey(hour)) ?? DEFAULT_RULE_SET.negativeHours,
    };
    return { hour, accountId, standing };
  });
}

/** Hours that no account takes with all that `stepWhileUnbound` asks of them. */
export async function unboundHours(
  sql: Sql,
  hours: readonly DerivedHour[],
  earlierOf: (hour: DerivedHour) => readonly Earlier[],
): Promise<{ readonly hour: DerivedHour; readonly standing: UnboundHour }[]> {
  const states = await statesOf(
    sql,
    hours.map((hour) => ({ hour, landed: lastLanded(earlierOf(hour)) })),
  );
  return hours.map((hour) => {
    const { revisionId, figures } = hour;
    const reported = states.get(hourKey(hour))?.reported;
    return { hour, standing: { revisionId, figures, earlier: earlierOf(hour), reported } };
  });
}

/** By `hourKey`, of those hours alone that a vendor may have. */
async function statesOf(
  sql: Sql,
  hours: readonly { readonly hour: DerivedHour; readonly landed: Earlier | undefined }[],
): Promise<Map<string, ReportedState>> {
  const landed = hours.flatMap(({ hour, landed: last }) =>
    last === undefined ? [] : [{ ...hour, accountId: last.accountId, landed: last }],
  );
  return new Map((await reportedStates(sql, landed)).map((one) => [hourKey(one), one]));
}

function coversOf(state: ReportedState | undefined): ChangedHour['covers'] {
  if (state === undefined) return 'unconfirmed';
  if (restateMode(state.setting, state.confirmedAt) === 'auto') return 'auto';
  return state.setting === null ? 'unconfirmed' : 'setting';
}
