import type { RunReport, RunView } from './runs.query.js';

/** How many differences of a rule there were in the run before, and in this one. */
export interface RuleDrift {
  readonly rule: string;
  readonly before: number;
  readonly now: number;
}

/** A run against the one before of its scope. */
export interface RunDrift {
  readonly runId: string;
  readonly comparedBefore: number;
  readonly differingBefore: number;
  /** Those that either of them has seen. */
  readonly rules: readonly RuleDrift[];
}

export function driftOf({ report }: RunView, before: RunView): RunDrift {
  const [then, now] = [before.report, report].map(differencesByRule) as [Counts, Counts];
  const rules = [...new Set([...then.keys(), ...now.keys()])].sort();
  return {
    runId: before.id,
    comparedBefore: before.report.compared,
    differingBefore: before.report.differing,
    rules: rules.map((rule) => ({ rule, before: then.get(rule) ?? 0, now: now.get(rule) ?? 0 })),
  };
}

type Counts = Map<string, number>;

function differencesByRule({ differences }: RunReport): Counts {
  const counts: Counts = new Map();
  for (const one of differences) counts.set(one.rule, (counts.get(one.rule) ?? 0) + one.differences);
  return counts;
}
