import { ConflictError } from '#accounts/account-errors.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import { type Standing, standingOf, type Stood, type Verb, waysOf } from './ways.js';

/** @throws ConflictError where a person cannot do that to a command that stands like this; says what can be done */
export function refuseWay(verb: Verb, stood: Stood, now: Date): void {
  const ways = waysOf(stood, now);
  if (ways.includes(verb)) return;
  throw new ConflictError(saidOf(standingOf(stood, now), stood, ways.join(', ')));
}

/** @param ways what can be done instead, as the REST takes it; '' for nothing about the command itself */
function saidOf(standing: Standing, { overAt, resolvedBy }: Stood, ways: string): Refusal {
  if (standing === 'under_way') return refusal('dispatch_under_way', { until: overAt?.toISOString() ?? '' });
  if (standing === 'done') return refusal('dispatch_done');
  if (standing !== 'told') return refusal('dispatch_stands', { standing, ways });
  const by = resolvedBy ?? '';
  return ways === '' ? refusal('dispatch_told_over', { by }) : refusal('dispatch_told', { by, ways });
}
