import type { Discrepancy } from '../../api/discrepancies.js';
import type { Repair } from '../../api/repairs.js';
import type { Tone } from '../../kit/badge.js';

export const SEVERITY_TONES = {
  error: 'bad',
  warn: 'warn',
  info: 'info',
} as const satisfies Record<Discrepancy['severity'], Tone>;

export const STATE_TONES = {
  open: 'warn',
  dismissed: 'plain',
  accepted: 'plain',
  closed: 'good',
} as const satisfies Record<Discrepancy['state'], Tone>;

export const REPAIR_TONES = {
  fetching: 'info',
  planned: 'warn',
  approved: 'info',
  begun: 'info',
  done: 'good',
  failed: 'bad',
  not_done: 'plain',
  dismissed: 'plain',
} as const satisfies Record<Repair['state'], Tone>;
