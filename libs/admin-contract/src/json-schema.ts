import { z } from 'zod';
import { wireInteger } from './wire.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) of what travels: dates are text, money is an integer. */
export function wireSchema(shape: z.ZodType): JsonSchema {
  return z.toJSONSchema(shape, {
    io: 'input',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === wireInteger)
        Object.assign(jsonSchema, { type: 'integer', format: 'int64' });
      // The format says it; the pattern that checks it fills half a page.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
    unrepresentable: 'any',
  });
}
