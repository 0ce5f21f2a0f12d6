import type { ReactNode } from 'react';
import { classes } from './classes.js';

const TONES = { warn: 'bg-warn-soft text-warn', bad: 'bg-bad-soft text-bad' } as const;

interface BannerProps {
  readonly tone: keyof typeof TONES;
  readonly children: ReactNode;
}

/** What holds of the whole console, above whatever page is open; read out when it comes. */
export const Banner = ({ tone, children }: BannerProps) => (
  <div role="status" className={classes('px-4 py-2 font-medium', TONES[tone])}>
    {children}
  </div>
);
