import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  alarmAddress,
  alarmAddressChange,
  alarmAddressTest,
  newAlarmAddress,
  writtenAlarmAddress,
} from '#admin-contract/alarm-address.js';
import type { apiKey, createdApiKey, newApiKey } from '#admin-contract/api-key.js';
import type { retention } from '#admin-contract/retention.js';
import type { newRuleSet, ruleSet, ruleSetChange, ruleSetMoving } from '#admin-contract/rule-set.js';
import type { session } from '#admin-contract/session.js';
import type { newStore, storeChange, storeMoving } from '#admin-contract/store.js';
import { act } from './act.js';
import { call } from './call.js';
import { readAll } from './read-all.js';
import type { Store } from './stores.js';

export const createStore = act('POST /api/v1/stores', (send, wanted: z.input<typeof newStore>) =>
  send<Store | z.input<typeof storeMoving>>({}, wanted),
);
export const changeStore = act(
  'PATCH /api/v1/stores/:id',
  (send, { id, updatedAt }: Store, change: z.input<typeof storeChange>) =>
    send<Store>({ id }, change, updatedAt),
);

export type RuleSet = z.input<typeof ruleSet>;
export type NewRuleSet = z.input<typeof newRuleSet>;
export type RuleSetChange = z.input<typeof ruleSetChange>;
export const useRuleSets = (storeId: string) =>
  useQuery({
    queryKey: ['store', storeId, 'rules'],
    queryFn: () => readAll<RuleSet>(`stores/${storeId}/rule-sets`),
  });
export const tryRules = act(
  'POST /api/v1/stores/:storeId/rule-sets',
  (send, storeId: string, wanted: NewRuleSet) =>
    send<RuleSetChange>({ storeId }, { ...wanted, dryRun: true }),
);
/** What is stated follows the newest that was shown. */
export const stateRules = act(
  'POST /api/v1/stores/:storeId/rule-sets',
  (send, storeId: string, wanted: NewRuleSet, newest: RuleSet | undefined) =>
    send<RuleSet | z.input<typeof ruleSetMoving>>(
      { storeId },
      wanted,
      newest === undefined ? undefined : String(newest.version),
    ),
);

export type ApiKey = z.input<typeof apiKey>;
export type CreatedApiKey = z.input<typeof createdApiKey>;
export const useApiKeys = () => useQuery({ queryKey: ['key'], queryFn: () => readAll<ApiKey>('api-keys') });
export type NewApiKey = z.input<typeof newApiKey>;
export const createApiKey = act('POST /api/v1/api-keys', (send, wanted: NewApiKey) =>
  send<CreatedApiKey>({}, wanted),
);
export const revokeApiKey = act('DELETE /api/v1/api-keys/:id', (send, id: string) => send({ id }));

export type AlarmAddress = z.input<typeof alarmAddress>;
export type NewAlarmAddress = z.input<typeof newAlarmAddress>;
type Written = z.input<typeof writtenAlarmAddress>;
export const useAlarmAddresses = () =>
  useQuery({ queryKey: ['alarm', 'addresses'], queryFn: () => readAll<AlarmAddress>('alarms/addresses') });
export const createAlarmAddress = act('POST /api/v1/alarms/addresses', (send, wanted: NewAlarmAddress) =>
  send<Written>({}, wanted),
);
export const changeAlarmAddress = act(
  'PATCH /api/v1/alarms/addresses/:id',
  (send, { id, updatedAt }: AlarmAddress, change: z.input<typeof alarmAddressChange>) =>
    send<Written>({ id }, change, updatedAt),
);
export const removeAlarmAddress = act(
  'DELETE /api/v1/alarms/addresses/:id',
  (send, { id, updatedAt }: AlarmAddress) => send({ id }, undefined, updatedAt),
);
export const testAlarmAddress = act('POST /api/v1/alarms/addresses/:id/test', (send, id: string) =>
  send<z.input<typeof alarmAddressTest>>({ id }),
);

type Retention = z.input<typeof retention>;
/** A kind of things, how long it is kept, and what goes next. */
export type Kept = Retention['items'][number];
export const useRetention = () =>
  useQuery({
    queryKey: ['retention'],
    queryFn: () => call<Retention>('GET', 'retention'),
    refetchInterval: 60_000,
  });
/** @param days by kind, as they were typed: the hub says what of them is wrong */
export const changeRetention = act(
  'PATCH /api/v1/retention',
  (send, days: Readonly<Record<string, unknown>>) => send<Retention>({}, days),
);

export type Session = z.input<typeof session>;
/** Of everybody for who administers, else one's own. */
export const useSessions = () =>
  useQuery({ queryKey: ['session'], queryFn: () => readAll<Session>('sessions'), refetchInterval: 60_000 });
export const endSession = act('DELETE /api/v1/sessions/:id', (send, id: string) => send({ id }));
