import { HEALTH_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { Account } from '../../api/accounts.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';

type State = Account['health']['state'];
const TONES = { well: 'good', unwell: 'bad', paused: 'warn' } as const;

/** Whether an account works. */
export function HealthBadge({ state }: { readonly state: State }) {
  const both = useBoth();
  return <Badge tone={TONES[state]}>{both(HEALTH_STATE_TEXTS[state])}</Badge>;
}
