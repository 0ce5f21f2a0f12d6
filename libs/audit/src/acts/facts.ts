import type { AuditFacts } from './audit-writer.js';

/** Stands for a secret that is not as it was: which one, nobody reads. */
const CHANGED = 'changed';

export interface ChangedFacts {
  readonly before: AuditFacts;
  readonly after: AuditFacts;
}

/**
 * What of some facts is not as it was.
 * @param secret facts of which is only told that they changed
 */
export function changedFacts(
  before: AuditFacts,
  after: AuditFacts,
  secret: ReadonlySet<string> = NONE,
): ChangedFacts {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = names.filter((name) => textOf(before[name]) !== textOf(after[name]));
  const told = (facts: AuditFacts, isAfter: boolean): AuditFacts =>
    Object.fromEntries(
      changed.flatMap((name) => {
        if (secret.has(name)) return isAfter ? [[name, CHANGED]] : [];
        return facts[name] === undefined ? [] : [[name, facts[name]]];
      }),
    );
  return { before: told(before, false), after: told(after, true) };
}

const NONE: ReadonlySet<string> = new Set();

/** Members in any order are the same. */
const textOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, inOrder));

function inOrder(_key: string, member: unknown): unknown {
  if (typeof member === 'bigint') return member.toString();
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
  return Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)));
}
