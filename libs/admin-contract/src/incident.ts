import { z } from 'zod';
import { discrepancyRule, discrepancySeverity } from './discrepancy.js';
import { pageOf, pageQuery } from './page.js';
import { id, instant, severalOf } from './wire.js';
import { coded } from './refusals/coded.js';

export const incidentState = z.enum(['open', 'ended'], {
  error: coded('must_be_one_of', { words: 'open, ended' }),
});

export const incidentQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(incidentState.options).optional(),
  rule: discrepancyRule.optional(),
  accountId: id.optional(),
});

const count = (description: string) => z.int().meta({ description });

export const incident = z
  .object({
    id: id.meta({ description: 'GET /discrepancies?incidentId= lists what it has.' }),
    rule: discrepancyRule,
    accountId: id.meta({ description: 'The account that would have to move.' }),
    severity: discrepancySeverity.nullable().meta({ description: 'The gravest of what it has.' }),
    state: incidentState.meta({
      description: 'ended: nothing of it is open any more; it is closed, dismissed or accepted.',
    }),
    text: z.object({ zh: z.string(), en: z.string() }).meta({ description: 'What it is, for a person.' }),
    since: instant.meta({ description: 'When the first of it was opened.' }),
    begunAt: instant.meta({ description: 'When more than fifty of it had been opened within an hour.' }),
    lastAt: instant.meta({
      description: 'When the last of it was opened; what is opened an hour later is not of it.',
    }),
    endedAt: instant.nullable(),
    count: count('Its discrepancies; the next four say how they stand.'),
    open: count('They wait for a person, or for the vendors to agree.'),
    dismissed: count('Somebody said that they are none.'),
    accepted: count('Somebody said that they stay.'),
    closed: count('The vendors agree by now.'),
  })
  .meta({ id: 'Incident' });

export const incidentPage = pageOf(incident);
