import { z } from 'zod';
import { causeOf, errorCodeFilter } from './cause.js';
import { dispatchState } from './dispatch-state.js';
import { DISPATCH_OUTCOME_TEXTS, DISPATCH_STEP_TEXTS } from './dispatch-step-texts.js';
import { dispatchErrorCode } from './error-codes.js';
import { difference } from './till-difference.js';
import { fulfilmentState } from './order-states.js';
import { pageOf, pageQuery } from './page.js';
import {
  ENDS_BEFORE,
  endsAfterItBegins,
  id,
  instant,
  orLater,
  queryInstant,
  severalOf,
  shortText,
  wordsOf,
} from './wire.js';
import { coded } from './refusals/coded.js';

export const dispatchKind = z.enum(['place', 'ship', 'complete', 'cancel']);

export const dispatchStep = wordsOf(DISPATCH_STEP_TEXTS);
export const dispatchOutcome = wordsOf(DISPATCH_OUTCOME_TEXTS);

export const dispatchWay = z.enum(['release', 'withdrawn', 'placed', 'reached', 'absent', 'undo']);

/** What a list can be narrowed to. */
export const dispatchFilter = {
  state: severalOf(dispatchState.options).optional(),
  kind: dispatchKind.optional(),
  errorCode: errorCodeFilter.optional(),
  accountId: id.optional(),
  orderId: id.optional(),
  storeId: id.optional(),
  from: queryInstant.optional().meta({ description: 'Made at or after it.' }),
  to: queryInstant.optional().meta({ description: 'Made before it.' }),
};

export const dispatchQuery = z
  .strictObject({ ...pageQuery, ...dispatchFilter })
  .refine(endsAfterItBegins, ENDS_BEFORE);

export const newDispatch = z
  .strictObject({
    orderId: z.string(),
    accountId: z.string().meta({ description: 'The till; of a place: bound to the order’s store.' }),
    kind: dispatchKind.default('place').meta({
      description:
        'ship, complete or cancel: of the order that is at this till, whatever the account’s switches. One that waits, ' +
        'is held, failed or was withdrawn is sent now.',
    }),
    legId: z.string().optional().meta({
      description: 'Not of a place: which of the order’s legs at this till, where it is there several times.',
    }),
    reason: shortText(500)
      .optional()
      .meta({ description: 'Shown in the command’s history, as long as that is kept.' }),
  })
  .refine(({ kind, legId }) => kind !== 'place' || legId === undefined, {
    path: ['legId'],
    error: coded('leg_not_with_place'),
  })
  .meta({ id: 'NewDispatch' });

export const dispatchResolution = z
  .strictObject({
    outcome: z.enum(['placed', 'absent', 'withdrawn', 'reached']).meta({
      description:
        'placed: the order is at the till, found or rung up there · absent: it is not (of a move: it was not done) · ' +
        'withdrawn: it is not to be sent any more · reached: the till’s order is where the move was to bring it.',
    }),
    orderNo: z
      .string()
      .optional()
      .meta({ description: 'The order’s number at the till; wanted with placed. The till is asked for it.' }),
    force: z
      .boolean()
      .optional()
      .meta({ description: 'With placed: the number is believed where the till cannot be asked.' }),
  })
  .meta({ id: 'DispatchResolution' });

export const dispatchMade = z.object({ id }).meta({ id: 'DispatchMade' });

const detail = z.object({
  items: z
    .array(z.object({ itemName: z.string(), itemSpec: z.string().nullable() }))
    .optional()
    .meta({ description: 'Items that no product of the till is mapped to.' }),
  similar: z
    .array(
      z.object({ vendorNo: z.string(), placedAt: z.iso.datetime().nullable(), fulfilment: fulfilmentState }),
    )
    .optional()
    .meta({ description: 'Orders at the till that look like this one, without our marker.' }),
  notOurs: z
    .array(z.string())
    .optional()
    .meta({ description: 'Orders at the till that a person has said are others.' }),
  said: z
    .string()
    .optional()
    .meta({ description: 'What the till said when it was sent last, or why nothing is known of that.' }),
  other: z
    .object({ vendorNo: z.string(), orderId: id })
    .optional()
    .meta({ description: 'The till named the number of this other order.' }),
});

export const dispatch = z
  .object({
    id,
    accountId: id,
    orderId: id,
    legId: id,
    storeId: id.nullable(),
    kind: dispatchKind,
    generation: z.int().meta({ description: 'Which placing of the order it is; 1 for all but place.' }),
    state: dispatchState,
    vendorNo: z.string().nullable().meta({ description: 'The order’s number at the till.' }),
    marker: z.string().nullable().meta({ description: 'Stands in the remark of the till’s order.' }),
    cause: z
      .enum(['rule', 'copy', 'operator', 'repair'])
      .meta({ description: 'rule, copy, operator, or repair: whoever approved one.' }),
    attempts: z.int().meta({ description: 'How often it was sent.' }),
    errorCode: orLater(dispatchErrorCode).nullable(),
    errorMessage: z.string().nullable(),
    detail: detail.nullable().meta({ description: 'What a person needs to decide.' }),
    tillDiffers: z
      .array(difference)
      .meta({ description: 'What of the placed order is another now than the till has it.' }),
    ways: z.array(dispatchWay).meta({
      description:
        'What a person can do about it now: POST …/release, …/undo, or …/resolve with that outcome. None while it may be under way.',
    }),
    nextAttemptAt: instant.nullable(),
    resolvedBy: z
      .string()
      .nullable()
      .meta({ description: 'Who said how it ended; null for the till itself.' }),
    createdAt: instant,
    settledAt: instant.nullable(),
  })
  .meta({ id: 'Dispatch' });

export const dispatchPage = pageOf(dispatch);

export const dispatchCauses = z
  .object({
    items: z.array(
      causeOf(dispatchState.extract(['held', 'waiting', 'unknown', 'failed']), dispatchErrorCode).meta({
        id: 'DispatchCause',
      }),
    ),
  })
  .meta({ id: 'DispatchCauses', description: 'The most first.' });

const step = z.object({
  id,
  startedAt: instant,
  finishedAt: instant.nullable(),
  step: orLater(dispatchStep).meta({
    description: 'place, find, read, ship, complete or cancel; request, release or resolve by a person.',
  }),
  request: z
    .unknown()
    .meta({ description: 'What was sent, personal fields masked; what a person said, and who.' }),
  outcome: orLater(dispatchOutcome).nullable().meta({
    description:
      'done, found, absent, not_sent, a state that was read, or an error code; null while nobody knows.',
  }),
  vendorCode: z.string().nullable(),
  message: z.string().nullable(),
});

export const dispatchDetail = dispatch
  .extend({ history: z.array(step).meta({ description: 'Every attempt and decision, in their order.' }) })
  .meta({ id: 'DispatchDetail' });
