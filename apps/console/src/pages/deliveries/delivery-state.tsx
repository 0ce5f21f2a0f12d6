import { DELIVERY_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { Delivery } from '../../api/deliveries.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';

export const DELIVERY_TONES: Readonly<Record<Delivery['state'], Tone>> = {
  pending: 'info',
  done: 'good',
  failed: 'bad',
  conflict: 'warn',
  not_read: 'plain',
  contradicts: 'warn',
  discarded: 'plain',
  refused: 'bad',
};

export function DeliveryState({ state }: { readonly state: Delivery['state'] }) {
  const both = useBoth();
  return <Badge tone={DELIVERY_TONES[state]}>{both(DELIVERY_STATE_TEXTS[state])}</Badge>;
}
