import { z } from 'zod';
import { discrepancyRule } from './discrepancy.js';
import { pageOf, pageQuery } from './page.js';
import { id, instant, severalOf } from './wire.js';

export const jobState = z.enum(['open', 'done']);

/** Of which the first ones run once after an upgrade or a change, and the last four because somebody asked. */
export const JOB_KINDS = [
  'attribution',
  'rules',
  'same_instant',
  'refunds',
  'first_stated',
  'postings',
  'compared',
  'submissions',
  'reconciliation',
  'backfill',
  'bulk',
] as const;

export const jobQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(jobState.options).optional(),
  kind: severalOf(JOB_KINDS).optional(),
});

const progress = z
  .object({
    unit: z.enum(['orders', 'legs', 'hours', 'windows', 'items']).meta({ description: 'What is counted.' }),
    done: z.int(),
    of: z.int().nullable().meta({ description: 'About; null: nobody knows how many there are.' }),
    percent: z.int().nullable().meta({
      description:
        'From 0 to 100, of what there is to do; of reconciliation by the time up to which it has compared. Null: nobody knows.',
    }),
    since: instant,
    perMinute: z.int().nullable().meta({
      description:
        'What it has done in a minute since then, pauses among it; null: nothing, or not for a minute yet.',
    }),
  })
  .meta({ id: 'JobProgress' });

/** Long work with how far it is. */
export const job = z
  .object({
    id,
    kind: z.enum(JOB_KINDS).meta({
      description:
        'attribution gives recorded orders to their stores after bindings changed or a store was made. rules lets ' +
        'them count by a rule set of the store that was stated. same_instant ' +
        'runs once after an upgrade: of two statements of one instant, orders take one whole. refunds runs once after ' +
        'an upgrade: orders that were refunded count again in the hours in which they were sold. first_stated runs ' +
        'once after an upgrade: since when vendors have stated what they give no instant of. postings runs once ' +
        'after an upgrade: what orders count for is written down with its parts, and no hour changes. compared ' +
        'runs once after an upgrade: what is compared of orders is written where it is read without their ' +
        'documents. submissions derives and submits the hours of a long period, because somebody asked. ' +
        'reconciliation compares every order of a period: GET /reconciliation/runs/{id} has what it has shown. ' +
        'backfill lists a stretch of an account’s past once more: GET /backfills/{id} has its windows. ' +
        'bulk is one act on many things: GET /bulks/{id}/items has what came of each.',
    }),
    state: jobState,
    progress,
    accountId: id.nullable().meta({
      description:
        'Whose bindings changed; null: a store was made, or has another rule set, or it looks through all orders.',
    }),
    ruleVersion: z.int().nullable().meta({ description: 'Of rules: which rule set of the store.' }),
    storeIds: z.array(id).meta({
      description: 'The stores whose hours are neither derived nor submitted until it is done.',
    }),
    legsLooked: z.int().meta({
      description: 'How many vendors’ views of orders it has looked at; of rules and postings: orders.',
    }),
    ordersMoved: z.int().meta({ description: 'How many orders are another store’s now, or otherwise.' }),
    legsLeft: z.int().meta({
      description: 'How many could not be given to their store, or folded anew; errorMessage says why.',
    }),
    submissions: z
      .object({
        storeId: id.nullable().meta({ description: 'Null: all stores.' }),
        from: instant,
        to: instant,
        hours: z.int().meta({ description: 'Of all its stores, about.' }),
        hoursDone: z.int(),
        submissions: z.int().meta({ description: 'Hours that are submitted.' }),
        unchanged: z.int().meta({ description: 'Hours whose figures the vendor has already.' }),
        hoursLeft: z.int().meta({
          description:
            'Hours that no account reports, and those that stores says were left after several tries; ' +
            'to ask for these again, POST /submissions.',
        }),
        stores: z.array(z.object({ storeId: id, hoursLeft: z.int(), message: z.string().nullable() })).meta({
          description:
            'Stores that wait or fail, or of which hours were left after several tries, and why; fifty at most. ' +
            'The others go on meanwhile.',
        }),
        hoursPerMinute: z.int().meta({ description: 'The most that it does in a minute.' }),
        hoursPerMinuteNow: z
          .int()
          .nullable()
          .meta({ description: 'What it does in a minute; null while it has done nothing.' }),
        pausedAt: instant.nullable(),
        cancelledAt: instant.nullable(),
      })
      .nullable()
      .meta({
        description: 'Of kind submissions; it can be paused, resumed and cancelled. Null: another kind.',
      }),
    reconciliation: z
      .object({
        from: instant,
        to: instant,
        storeId: id.nullable(),
        rule: discrepancyRule.nullable(),
        doneThrough: instant.nullable().meta({ description: 'Up to which time of placing it has compared.' }),
        compared: z.int(),
        differing: z.int(),
        ordersLeft: z.int(),
        pausedAt: instant.nullable(),
        cancelledAt: instant.nullable(),
      })
      .nullable()
      .meta({
        description: 'Of kind reconciliation; it can be paused, resumed and cancelled. Null: another kind.',
      }),
    backfill: z
      .object({ from: instant, to: instant, purpose: z.enum(['backfill', 'repair']) })
      .nullable()
      .meta({ description: 'Of kind backfill. Null: another kind.' }),
    bulk: z
      .object({
        act: z.string(),
        words: z.object({ zh: z.string(), en: z.string() }),
        failed: z.int(),
        skipped: z.int(),
        cancelledAt: instant.nullable(),
      })
      .nullable()
      .meta({ description: 'Of kind bulk; it can be cancelled. Null: another kind.' }),
    errorMessage: z.string().nullable().meta({
      description:
        'Of the last step that failed; it is tried again. Of submissions: of the first of its stores.',
    }),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Job' });

export const jobPage = pageOf(job);
