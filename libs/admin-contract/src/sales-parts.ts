import { z } from 'zod';
import { fen } from './wire.js';

const part = (description: string) => fen.nullable().meta({ description });

/** What a total is made of; the same wherever a total is shown. */
export const salesParts = {
  grossFen: part(
    'total = gross − discount + freight + packaging + service + rounding − refund. All parts are null where orders count ' +
      'of which nothing but the sum is known.',
  ),
  discountFen: part('Taken off.'),
  freightFen: part('0 where the store’s rule set leaves it out, as the next three.'),
  packagingFen: fen.nullable(),
  serviceFen: fen.nullable(),
  roundingFen: part('Below nothing where it was rounded down.'),
  refundFen: part('Went back, as far as the rule set counts it.'),
};

/** What an hour is, or what adds to it. */
export const salesFigures = {
  totalFen: fen,
  orders: z.int(),
  items: z.int().meta({ description: 'A weighed line counts as one.' }),
  lines: z.int(),
  ...salesParts,
};
