import { z } from 'zod';

export const PROBLEM_TYPE = 'application/problem+json';

/** Why something is refused, for programs; beside its English text. */
export const said = {
  code: z.string().meta({
    description: 'Why, for programs: stable, in snake_case. There may be new ones: show the text then.',
  }),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .meta({ description: 'What the text of the code is completed with, by name.' }),
};

/** What is wrong with one field. */
export const fieldFault = z.object({ field: z.string(), message: z.string(), ...said });

/** RFC 9457. Every answer of status 400 and above is one. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'What kind of problem it is; stable.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'Names this very occurrence in the hub’s log.' }),
    ...said,
    errors: z
      .array(fieldFault)
      .optional()
      .meta({ description: 'Every field to correct, by its path, e.g. config.openKey or items.0.quantity.' }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.output<typeof problem>;
