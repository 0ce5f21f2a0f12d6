import { z } from 'zod';
import { fen, givenInstant, id, instant, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

/** The same bound as for what vendors and shops say. */
const soldInstant = givenInstant.refine(
  (at) => at >= new Date('2000-01-01') && at <= new Date('2100-01-01'),
  {
    error: coded('must_be_of_years', { first: 2000, last: 2100 }),
  },
);

/** Beyond it a number is no amount of an order, as everywhere. */
const MOST_FEN = 1_000_000_000_000n;

const statedFen = fen
  .refine((amount) => amount >= 0n, { error: coded('must_not_be_negative') })
  .refine((amount) => amount <= MOST_FEN, { error: coded('must_not_be_more', { most: String(MOST_FEN) }) })
  .optional();

const reason = shortText(500).meta({ description: 'Why, for whoever reads it later.' });

/** At least one of the amounts and the pay time. */
export const newCorrection = z
  .strictObject({
    legId: id
      .optional()
      .meta({ description: 'Which vendor’s view is corrected; without it the one that sells.' }),
    saleFen: statedFen.meta({ description: 'What counts in the hourly sales.' }),
    totalFen: statedFen.meta({ description: 'The total, before discounts.' }),
    paidFen: statedFen.meta({
      description:
        'What was paid: refunds are compared with it. Without it the same as saleFen, where the vendor states but one amount.',
    }),
    paidAt: soldInstant.optional().meta({ description: 'The instant whose hour it is sold in.' }),
    reason,
  })
  .meta({ id: 'NewCorrection' });

export const correctionWithdrawal = z.strictObject({ reason }).meta({ id: 'CorrectionWithdrawal' });

/** What a person states in place of a vendor. What the vendor states is shown unchanged in its leg. */
export const correction = z
  .object({
    id,
    legId: id,
    saleFen: fen.nullable(),
    totalFen: fen.nullable(),
    paidFen: fen.nullable(),
    paidAt: instant.nullable(),
    reason: z.string(),
    statedBy: z.string().meta({ description: 'The name of the key or the user.' }),
    statedAt: instant,
    state: z.enum(['applies', 'lapsed', 'replaced', 'withdrawn']).meta({
      description:
        'applies: it counts. lapsed: the vendor has stated something else since, and that counts. replaced: a later correction counts.',
    }),
    applied: z.array(z.string()).meta({ description: 'Which of its fields count.' }),
    withdrawal: z.object({ by: z.string(), reason: z.string(), at: instant }).nullable(),
  })
  .meta({ id: 'Correction' });
