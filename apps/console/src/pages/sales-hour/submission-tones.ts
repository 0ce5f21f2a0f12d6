import type { Tone } from '../../kit/badge.js';
import type { Submission } from './hour.js';

export const SUBMISSION_TONES: Readonly<Record<Submission['state'], Tone>> = {
  waiting: 'info',
  accepted: 'good',
  failed: 'bad',
  unknown: 'warn',
  conflict: 'bad',
};
