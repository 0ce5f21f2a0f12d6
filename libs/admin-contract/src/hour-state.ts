import { z } from 'zod';
import { HOUR_STATE_TEXTS, HOUR_WAIT_TEXTS } from './hour-words.js';

type HourState = keyof typeof HOUR_STATE_TEXTS;
type HourWait = keyof typeof HOUR_WAIT_TEXTS;

export const hourState = z.enum(Object.keys(HOUR_STATE_TEXTS) as [HourState, ...HourState[]]);
export const hourWait = z.enum(Object.keys(HOUR_WAIT_TEXTS) as [HourWait, ...HourWait[]]);
