import { z } from 'zod';
import { wireOptional, wireText } from '#connectors-core/wire-schema.js';

/** The longest command and order number that are taken: both are stored and indexed. */
const LONGEST = 64;
/** Control characters and halves of surrogate pairs cannot be stored, and no real number has them. */
const STORABLE = /^[^\p{Cc}\p{Cs}]+$/u;

const text = wireText
  .refine((value) => value.length <= LONGEST, `is longer than ${LONGEST.toString()}`)
  .refine((value) => STORABLE.test(value), 'holds control characters');

/**
 * A notification, as public clients read it: `{appId, cmd, body, timestamp, bornTimeStamp, version}`.
 * `body` is mostly JSON text. Only the appId must be there: any command is taken.
 */
export const notification = z.object({
  appId: wireText,
  cmd: wireOptional(text).catch(null),
  body: z.unknown().optional(),
});

/** A number of an order, digit by digit. */
export const orderNumber = text;
