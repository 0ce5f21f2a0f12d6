import { z } from 'zod';

export const PROBLEM_TYPE = 'application/problem+json';

/** RFC 9457. Every answer of status 400 and above is one. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'What kind of problem it is; stable.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'Names this very occurrence in the hub’s log.' }),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Every field to correct, by its path, e.g. config.openKey or items.0.quantity.' }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.output<typeof problem>;
