import type { ReactNode } from 'react';
import { classes } from './classes.js';

const TONES = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  plain: 'bg-raised text-ink',
} as const;
export type Tone = keyof typeof TONES;

export const Badge = ({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) => (
  <span className={classes('inline-block rounded px-1.5 break-keep py-0.5 text-sm font-medium', TONES[tone])}>
    {children}
  </span>
);
