import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { type Issue, issueRefusal } from '#domain/issue-refusal.js';
import { fault } from '#domain/refusal.js';

type PathPart = PropertyKey | { readonly key: PropertyKey };

/** What a shape found wrong, and where. */
export interface PlacedIssue extends Issue {
  readonly path?: readonly PathPart[] | undefined;
  /** The unknown fields of a strict object. */
  readonly keys?: readonly string[];
}

const LONGEST_KEY = 100;

/** Every faulty field by its path; nothing that was sent is among it but names. */
export function issueFaults(issue: PlacedIssue): FieldFault[] {
  const parts = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  if (issue.keys === undefined) return [{ field: parts.join('.'), ...issueRefusal(issue) }];
  return issue.keys.map((key) => fault([...parts, key.slice(0, LONGEST_KEY)].join('.'), 'is_unknown_field'));
}
