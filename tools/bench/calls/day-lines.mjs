// A day's figures for people.

/**
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {import('./day-outcome.mjs').DayOutcome} outcome
 */
export function* dayLines(scenario, outcome) {
  const { name, bound } = scenario;
  yield `${name}: ${outcome.sum} calls, bound ${bound}: ${holds(scenario, outcome) ? 'holds' : 'DOES NOT HOLD'}`;
  for (const [purpose, calls] of greatestFirst(outcome.byPurpose)) yield `  ${figure(calls)}  ${purpose}`;
  yield `   now  before calls were planned (${sum(scenario.before)} in all)`;
  yield* operationLines(outcome.byOperation, scenario.before);
  const faults = Object.entries(outcome.faults).map(([fault, count]) => `${fault} ${count}`);
  yield `  ${faults.join(', ')}; booked ${outcome.booked}; received by the till ${outcome.received}`;
  yield `  longest without a listing ${outcome.longestUnlistedMinutes.toFixed(0)} min, until an order was booked ${outcome.longestWaitSeconds.toFixed(0)} s`;
}

/** Whether it kept within its bound, and nothing was doubled, lost, or left open. */
export const holds = ({ bound }, { sum: calls, received, faults }) =>
  calls <= bound && calls === received && Object.values(faults).every((count) => count === 0);

function* operationLines(now, before) {
  const operations = new Set([...greatestFirst(now), ...greatestFirst(before)].map(([name]) => name));
  for (const name of operations)
    if ((now[name] ?? 0) + (before[name] ?? 0) > 0)
      yield `  ${figure(now[name])} ${figure(before[name])}  ${name}`;
}

const figure = (calls = 0) => String(calls).padStart(4);
const sum = (counts) => Object.values(counts).reduce((all, one) => all + one, 0);
const greatestFirst = (counts) => Object.entries(counts).sort(([, one], [, other]) => other - one);
