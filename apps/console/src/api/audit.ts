import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { auditEntry } from '#admin-contract/audit.js';
import { act } from './act.js';
import { call } from './call.js';
import { type Part, queryOf } from './use-list.js';

export type AuditEntry = z.input<typeof auditEntry>;

type AuditFilter = Readonly<
  Partial<Record<'act' | 'actorId' | 'subjectKind' | 'subjectId' | 'from' | 'to', string>>
>;

const PART = '50';

/** One part of what was done, at the cursor that the address names. */
export function useAudit(filter: AuditFilter) {
  const cursor = useSearchParams()[0].get('cursor') ?? undefined;
  const text = queryOf({ ...filter, limit: PART, cursor });
  return useQuery({
    queryKey: ['audit', text],
    queryFn: () => call<Part<AuditEntry>>('GET', `audit?${text}`),
    placeholderData: (before) => before,
  });
}

/** Where a file of them is. */
export const auditExportAt = (filter: AuditFilter, as: 'jsonl' | 'csv'): string =>
  `/api/v1/audit/export?${queryOf({ ...filter, as })}`;

/** What somebody wrote as the reason is gone; that it was done stays. */
export const eraseAuditReason = act('DELETE /api/v1/audit/:id/reason', (send, id: string) => send({ id }));
