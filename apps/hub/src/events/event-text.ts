import type { z } from 'zod';
import type { hint } from '#admin-contract/event.js';
import type { HintRing, NumberedHint } from './hint-ring.js';

/** As the browser's EventSource reads them. */
export const hintEvents = (ring: HintRing, hints: readonly NumberedHint[]): string =>
  hints
    .map(
      ({ number, hint: { kind, id, storeId } }) =>
        `id: ${ring.idOf(number)}\nevent: hint\ndata: ${JSON.stringify({ kind, id, storeId } satisfies z.input<typeof hint>)}\n\n`,
    )
    .join('');

/** Sets the id to go on from without telling anything, and how soon to come back, ms. */
export const beginning = (ring: HintRing): string => `retry: 1000\nid: ${ring.idOf()}\n\n`;

export const resyncEvent = (ring: HintRing): string => `id: ${ring.idOf()}\nevent: resync\ndata: {}\n\n`;

export const SIGNED_OUT = 'event: signed_out\ndata: {}\n\n';
/** So that nobody on the way takes the connection for dead, and whoever listens sees that the hub is not. */
export const HEARTBEAT = 'event: beat\ndata: {}\n\n';
