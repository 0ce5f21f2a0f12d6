import { z } from 'zod';
import { CONTRADICTION_TEXTS, SIGN_TEXTS } from './link-words.js';
import { pageOf, pageQuery } from './page.js';
import { id, instant, severalOf, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

const STATES = ['open', 'linked', 'dismissed', 'gone'] as const;
export const suggestionState = z.enum(STATES, {
  error: coded('must_be_one_of', { words: STATES.join(', ') }),
});
export const linkSign = z.enum(Object.keys(SIGN_TEXTS) as (keyof typeof SIGN_TEXTS)[]);
export const linkContradiction = z.enum(
  Object.keys(CONTRADICTION_TEXTS) as (keyof typeof CONTRADICTION_TEXTS)[],
);

export const suggestionQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(suggestionState.options).optional(),
  storeId: id.optional(),
  accountId: id.optional().meta({ description: 'Of either leg.' }),
  orderId: id.optional().meta({ description: 'Of either leg, as it is now.' }),
});

export const suggestionDismissal = z
  .strictObject({ reason: shortText(500).meta({ description: 'Why, for whoever reads it later.' }) })
  .meta({ id: 'SuggestionDismissal' });

const leg = z.object({ legId: id, orderId: id, accountId: id, number: z.string() });

/** Two legs that may be one order; only a person links them. */
export const linkSuggestion = z
  .object({
    id,
    state: suggestionState.meta({
      description:
        'gone: the legs are one order by now, or belong elsewhere, or nobody has looked for 35 days.',
    }),
    storeId: id.nullable(),
    score: z.int().meta({ description: 'The greater, the likelier; of no meaning beside that.' }),
    reasons: z.array(linkSign),
    contradicts: z.array(linkContradiction).meta({ description: 'Accepting it then wants force.' }),
    isAlike: z.boolean().meta({ description: 'Another leg is as likely.' }),
    text: z.object({ zh: z.string(), en: z.string() }),
    leg: leg.meta({ description: 'Would come to the order of the other.' }),
    other: leg,
    createdAt: instant,
    decidedAt: instant.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'LinkSuggestion' });

export const suggestionPage = pageOf(linkSuggestion);
