import { DISPATCH_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { Dispatch } from '../../api/dispatches.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';

export const DISPATCH_TONES: Readonly<Record<Dispatch['state'], Tone>> = {
  held: 'warn',
  waiting: 'info',
  unknown: 'warn',
  done: 'good',
  failed: 'bad',
  withdrawn: 'plain',
};

export function DispatchState({ state }: { readonly state: Dispatch['state'] }) {
  const both = useBoth();
  return <Badge tone={DISPATCH_TONES[state]}>{both(DISPATCH_STATE_TEXTS[state])}</Badge>;
}
