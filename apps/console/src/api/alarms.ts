import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { alarm, alarmCounts } from '#admin-contract/alarm.js';
import { act } from './act.js';
import { call } from './call.js';
import { useList } from './use-list.js';

export type Alarm = z.input<typeof alarm>;

/** Alarms that nobody has taken yet; undefined until it is known. */
export const useOpenAlarms = ({ isAsked }: { readonly isAsked: boolean }): number | undefined =>
  useQuery({
    queryKey: ['alarm', 'counts'],
    queryFn: () => call<z.input<typeof alarmCounts>>('GET', 'alarms/counts'),
    enabled: isAsked,
    select: ({ items }) => items.reduce((sum, { state, count }) => sum + (state === 'open' ? count : 0), 0),
  }).data;

export const useAlarms = (state: string | undefined, kind: string | undefined) =>
  useList<Alarm>('alarm', 'alarms', { state, kind });

export const acknowledge = act('POST /api/v1/alarms/:id/acknowledge', (send, id: string, note: string) =>
  send<Alarm>({ id }, note === '' ? {} : { note }),
);

export const eraseNote = act('DELETE /api/v1/alarms/texts/:id', (send, id: string) => send({ id }));
