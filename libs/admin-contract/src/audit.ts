import { z } from 'zod';
import {
  AUDIT_ACT_TEXTS,
  AUDIT_ACTOR_TEXTS,
  AUDIT_EXPORT_TEXTS,
  AUDIT_SUBJECT_TEXTS,
} from './audit-texts.js';
import { pageOf, pageQuery } from './page.js';
import { ENDS_BEFORE, endsAfterItBegins, id, instant, orLater, queryInstant, wordsOf } from './wire.js';

export const auditAct = wordsOf(AUDIT_ACT_TEXTS);
export const auditSubjectKind = wordsOf(AUDIT_SUBJECT_TEXTS);
export const auditActorKind = wordsOf(AUDIT_ACTOR_TEXTS);

const facts = z.record(z.string(), z.unknown()).nullable();

/** What somebody did: written with the change itself, and never changed. */
export const auditEntry = z
  .object({
    id,
    at: instant,
    actor: z.object({
      kind: auditActorKind,
      id: id.nullable(),
      name: z.string().nullable().meta({ description: 'As it was called then.' }),
    }),
    address: z.string().nullable().meta({ description: 'Of the client.' }),
    client: z.string().nullable().meta({ description: 'What the client said that it is, shortened.' }),
    act: orLater(auditAct),
    subject: z.object({ kind: orLater(auditSubjectKind), id: z.string() }).nullable(),
    before: facts.meta({ description: 'What was changed, as it was; secrets and personal fields never.' }),
    after: facts.meta({ description: 'As it is since; of a secret only that it was "changed".' }),
    reason: z.string().nullable().meta({ description: 'Null also where it was erased.' }),
    bulkId: id.nullable().meta({ description: 'The bulk act of which it is one item.' }),
    seal: z
      .object({ seq: z.string().regex(/^\d+$/), hash: z.string() })
      .nullable()
      .meta({ description: 'Its place in the chain; null for the first seconds.' }),
  })
  .meta({ id: 'AuditEntry' });

const filters = {
  actorId: id.optional(),
  act: auditAct.optional(),
  subjectKind: auditSubjectKind.optional(),
  subjectId: z.string().min(1).max(200).optional(),
  from: queryInstant.optional().meta({ description: 'Acts at or after it.' }),
  to: queryInstant.optional().meta({ description: 'Acts before it.' }),
};

export const auditQuery = z.strictObject({ ...pageQuery, ...filters }).refine(endsAfterItBegins, ENDS_BEFORE);

export const auditPage = pageOf(auditEntry);

export const auditExportQuery = z
  .strictObject({
    ...filters,
    as: wordsOf(AUDIT_EXPORT_TEXTS).default('jsonl').meta({
      description: 'One JSON object a line, each as in the list; or CSV, in which before and after are JSON.',
    }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE);

export type AuditEntryView = z.output<typeof auditEntry>;
