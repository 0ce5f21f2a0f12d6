import { z } from 'zod';
import { discrepancySeverity, discrepancyState } from './discrepancy.js';
import { DISCREPANCY_TEXTS } from './discrepancy-texts.js';
import { pageOf, pageQuery } from './page.js';
import { repairWhy } from './repair-state.js';
import { givenInstant, id, instant, orLater, queryFlag, severalOf } from './wire.js';

const rule = z.enum(Object.keys(DISCREPANCY_TEXTS) as (keyof typeof DISCREPANCY_TEXTS)[]);

export const newRun = z
  .strictObject({
    from: givenInstant.meta({
      description: 'Orders placed at or after it; without a time of placing: first seen.',
    }),
    to: givenInstant.meta({ description: 'Not part of it.' }),
    storeId: id.optional().meta({ description: 'Without it: all stores, and orders of none.' }),
    accountId: id.optional().meta({
      description: 'Orders that the account has, and those of its stores. Without it: all.',
    }),
    rule: rule.optional().meta({
      description:
        'One about orders: the only one that the report counts and lists; whatever is found is kept all the same.',
    }),
  })
  .meta({ id: 'NewRun' });

export const runAccepted = z
  .object({ id: id.meta({ description: 'Of the one under way, where that compares the same.' }) })
  .meta({ id: 'RunAccepted' });

export const runState = z.enum(['open', 'done']);
export const runCause = z.enum(['asked', 'schedule', 'hub_away', 'account_away']);
export const runQuery = z.strictObject({ ...pageQuery, state: severalOf(runState.options).optional() });

const count = (description: string) => z.int().meta({ description });

export const runReport = z.object({
  compared: count('Orders; each is agreeing, waiting, notComparable or differing.'),
  agreeing: count('Every rule was asked, and none has found anything.'),
  waiting: count('With a difference that is left time still, and none that counts.'),
  notComparable: count('A rule could not judge, and none has found anything; silent says why.'),
  differing: count('With a difference that counts, whether or not somebody has dismissed or accepted it.'),
  opened: count('Discrepancies that it opened, or opened again.'),
  closed: count('Discrepancies that it closed.'),
  ordersLeft: count('Orders that could not be compared after several tries; errorMessage says why.'),
  leftOrderIds: z.array(id).meta({ description: 'Fifty of these at most.' }),
  isCutShort: z.boolean().meta({
    description:
      'So many orders failed one after the other that the rest was not looked at. Ask for it once more.',
  }),
  silent: z.array(z.object({ rule, reason: orLater(repairWhy), orders: z.int() })).meta({
    description: 'How many orders a rule could not judge, by reason. Never a difference.',
  }),
  differences: z.array(z.object({ rule, storeId: id.nullable(), differences: z.int() })),
});

const runShape = {
  id,
  cause: runCause.meta({
    description:
      'asked: somebody did · schedule: HUB_RECONCILE_AT · hub_away: nothing was compared for more than ten minutes · ' +
      'account_away: the account was paused or in trouble for that long.',
  }),
  state: runState,
  from: instant,
  to: instant,
  storeId: id.nullable(),
  accountId: id.nullable(),
  rule: rule.nullable(),
  doneThrough: instant.nullable().meta({
    description:
      'Up to which time of placing it has compared; null: it has not begun. Of one scope one goes at a time.',
  }),
  errorMessage: z
    .string()
    .nullable()
    .meta({ description: 'Of the last slice that failed; it is tried again, smaller.' }),
  pausedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  report: runReport,
};

export const run = z.object(runShape).meta({ id: 'Run' });
export const runPage = pageOf(run);

export const runDetail = z
  .object({
    ...runShape,
    repaired: count(
      'Repairs of its store, account and rule that have mended what they were for, since the run that drift is against; where there is none, within the day before it.',
    ),
    drift: z
      .object({
        runId: id,
        comparedBefore: z.int(),
        differingBefore: z.int(),
        rules: z.array(z.object({ rule, before: z.int(), now: z.int() })),
      })
      .nullable()
      .meta({
        description:
          'Against the last one before it over as long a period of the same store, account and rule. Null: there is none.',
      }),
  })
  .meta({ id: 'RunDetail' });

export const runDifference = z
  .object({
    id,
    orderId: id,
    storeId: id.nullable(),
    accountId: id,
    rule,
    key: z.string(),
    severity: discrepancySeverity,
    since: instant,
    evidence: z.record(z.string(), z.unknown()),
    discrepancyId: id.nullable(),
    state: discrepancyState.nullable().meta({ description: 'Of the discrepancy, as it is now.' }),
  })
  .meta({ id: 'RunDifference' });
export const runDifferencePage = pageOf(runDifference);

export const runCsvQuery = z.strictObject({
  spreadsheet: queryFlag.unwrap().default(true).meta({
    description:
      'Marks texts that a spreadsheet would change, or take for a formula, by a leading apostrophe. false: for programs.',
  }),
});
