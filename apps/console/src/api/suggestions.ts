import type { z } from 'zod';
import type { linkSuggestion } from '#admin-contract/link-suggestion.js';
import { act } from './act.js';
import { useList } from './use-list.js';

export type Suggestion = z.input<typeof linkSuggestion>;

/** Orders that may be one. */
export const useSuggestions = (state: string | undefined) =>
  useList<Suggestion>('suggestion', 'links/suggestions', { state });

/** @param force against what speaks against it */
export const acceptSuggestion = act(
  'POST /api/v1/links/suggestions/:id/accept',
  (send, id: string, reason: string, force: boolean) => send({ id }, { reason, force }),
);

export const dismissSuggestion = act(
  'POST /api/v1/links/suggestions/:id/dismiss',
  (send, id: string, reason: string) => send({ id }, { reason }),
);
