import { z } from 'zod';

/** How a command to a till stands. */
export const dispatchState = z.enum(['held', 'waiting', 'unknown', 'done', 'failed', 'withdrawn']);
