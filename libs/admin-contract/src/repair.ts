import { z } from 'zod';
import { discrepancyRule, repairKind } from './discrepancy.js';
import { discrepancyIds } from './discrepancy-decision.js';
import { pageOf, pageQuery } from './page.js';
import { repairErrorCode, repairState, repairWhy, verification } from './repair-state.js';
import { fen, id, instant, orLater, severalOf, shortText } from './wire.js';
import { coded } from './refusals/coded.js';
import { said } from './problem.js';

export const repairQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(repairState.options).optional(),
  rule: discrepancyRule.optional(),
  kind: repairKind.optional(),
  accountId: id.optional().meta({ description: 'Whose vendor is asked or told.' }),
  storeId: id.optional(),
  orderId: id.optional(),
  discrepancyId: id.optional(),
});

const reason = shortText(500).meta({
  description: 'Kept in the history; it can be erased by itself, so a slip of a person’s name does no harm.',
});

const meant = z
  .union(
    [
      repairKind.transform((kind) => ({ kind, accountId: undefined, legId: undefined })),
      z.strictObject({ kind: repairKind, accountId: id.optional(), legId: id.nullable().optional() }),
    ],
    { error: coded('must_be_repair', { kinds: repairKind.options.join(', ') }) },
  )
  .meta({ description: 'Its kind; and whose it is where several of that kind are offered.' });

export const repairApproval = z.strictObject({ repair: meant, reason }).meta({ id: 'RepairApproval' });

export const repairPlan = z
  .strictObject({
    repair: meant.optional().meta({ description: 'May be left out where only one is offered.' }),
  })
  .meta({ id: 'RepairPlan' });

export const repairApprovals = z
  .strictObject({ ...discrepancyIds.shape, repair: meant, reason })
  .refine(({ ids, filter: by }) => (ids === undefined) !== (by === undefined), {
    path: ['ids'],
    error: coded('give_ids_or_filter'),
  })
  .meta({ id: 'RepairApprovals' });

export const repairDismissal = z.strictObject({ reason }).meta({ id: 'RepairDismissal' });

const both = z.array(z.object({ id, repairId: id }));
export const repairOutcome = z
  .object({
    approved: both,
    unchanged: both.meta({ description: 'They were approved already.' }),
    refused: z.array(z.object({ id, why: z.string(), ...said })),
  })
  .meta({ id: 'RepairOutcome', description: 'By discrepancy.' });

const bothLanguages = z.object({ zh: z.string(), en: z.string() });
const text = z.string().nullable();
const maybe = instant.nullable();

const side = z.object({
  accountId: id,
  legId: id.nullable().meta({ description: 'Null: it is not there yet.' }),
  vendorNo: text,
  payment: text,
  fulfilment: text,
  saleFen: fen.nullable(),
  confirmedAt: maybe.meta({
    description: 'As of when its vendor says so; null: it has never said anything.',
  }),
});
const hour = z.object({
  ledgerFen: fen,
  ledgerOrders: z.int(),
  reportedFen: fen.nullable(),
  reportedOrders: z.int().nullable(),
});
const shown = z.union([z.object({ sides: z.array(side) }), z.object({ hour })]).nullable();

export const repair = z
  .object({
    id,
    discrepancyId: id,
    rule: discrepancyRule,
    kind: repairKind,
    accountId: id.meta({ description: 'Whose vendor is asked or told.' }),
    legId: id.nullable(),
    orderId: id.nullable(),
    storeId: id.nullable(),
    hourStart: maybe,
    state: repairState.meta({
      description:
        'fetching: every vendor of the order is asked anew; planned: shown before and after, waits for approval; approved, begun, done, failed; not_done: the facts have changed, or it could not be done; dismissed: by a person, or with its discrepancy.',
    }),
    byPolicy: z
      .boolean()
      .meta({ description: 'The account’s setting repairs lets it be done without a person.' }),
    before: shown.meta({ description: 'What every vendor says; null until it is planned.' }),
    after: shown.meta({
      description: 'What would be so after it; null where that is what it is to find out.',
    }),
    askedBy: text.meta({ description: 'The name of the key or the user; null: the hub.' }),
    approvedBy: text,
    reason: text.meta({ description: 'Null: nothing was written, or it is erased.' }),
    why: orLater(repairWhy).nullable().meta({ description: 'Why it waits, or was not done: a code.' }),
    whyText: bothLanguages.nullable(),
    detail: z.unknown(),
    errorCode: orLater(repairErrorCode).nullable().meta({ description: 'In the words of whoever does it.' }),
    errorMessage: text,
    ref: text.meta({ description: 'By which whoever does it knows it: of a command the dispatch’s id.' }),
    fetchAskedAt: maybe,
    plannedAt: maybe,
    approvedAt: maybe,
    begunAt: maybe,
    endedAt: maybe,
    nextLookAt: maybe.meta({ description: 'Null: it has ended, or waits for a person.' }),
    verified: verification
      .nullable()
      .meta({ description: 'What the comparison after it has shown; null: nothing yet.' }),
    verifiedAt: maybe,
    createdAt: instant,
  })
  .meta({ id: 'Repair' });

export const repairPage = pageOf(repair);
