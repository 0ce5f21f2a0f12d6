import type { Bulk, BulkItem } from '../../api/bulks.js';
import type { Tone } from '../../kit/badge.js';

export const BULK_TONES = {
  planned: 'plain',
  running: 'info',
  done: 'good',
  cancelled: 'warn',
  expired: 'plain',
} as const satisfies Record<Bulk['state'], Tone>;

export const ITEM_TONES = {
  waiting: 'plain',
  done: 'good',
  failed: 'bad',
  skipped: 'warn',
} as const satisfies Record<BulkItem['state'], Tone>;
