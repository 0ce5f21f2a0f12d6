import type { PageName } from './page-texts.js';

/** A page of the console, and its address there. */
export interface AlarmPlace {
  readonly page: PageName;
  readonly path: string;
}

type Params = Readonly<Record<string, unknown>>;

interface Alarm {
  readonly kind: string;
  readonly subject: string;
  readonly params: Params;
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/**
 * The page that shows what an alarm is about: its subject names the id. Null where the log alone tells more, and of a
 * kind of another version.
 */
export function alarmPlace({ kind, subject, params }: Alarm): AlarmPlace | null {
  const id = ID.exec(subject)?.[0];
  if (kind === 'work_overdue') return OVERDUE[String(params['work'])] ?? null;
  if (kind === 'account_trouble') return id === undefined ? null : troublePlace(id, params);
  return PLACES[kind]?.(id ?? '') ?? null;
}

const PLACES: Readonly<Record<string, (id: string) => AlarmPlace>> = {
  vendor_clock: (id) => ({ page: 'accounts', path: `/accounts/${id}` }),
  incident: (id) => ({ page: 'discrepancies', path: `/discrepancies?accountId=${id}` }),
  run_failing: (id) => ({ page: 'discrepancies', path: `/discrepancies/runs/${id}` }),
  run_cut_short: (id) => ({ page: 'discrepancies', path: `/discrepancies/runs/${id}` }),
  repairs_stopped: () => ({ page: 'alarms', path: '/alarms' }),
  retention_behind: () => ({ page: 'settings', path: '/settings/retention' }),
  address_failing: () => ({ page: 'settings', path: '/settings/alarms' }),
};

const OVERDUE: Readonly<Record<string, AlarmPlace>> = {
  deliveries: { page: 'deliveries', path: '/deliveries?state=pending' },
  dispatches: { page: 'dispatches', path: '/dispatches?state=waiting' },
  submissions: { page: 'sales', path: '/sales' },
  comparisons: { page: 'discrepancies', path: '/discrepancies' },
  seals: { page: 'audit', path: '/audit' },
};

/** By the list; whatever has none shows with its account. */
function troublePlace(accountId: string, { list, code }: Params): AlarmPlace {
  const named = `accountId=${accountId}`;
  const state = DELIVERY_STATES[String(code)];
  if (list === 'deliveries' && state !== undefined)
    return { page: 'deliveries', path: `/deliveries?state=${state}&${named}` };
  if (list === 'orders' && code === 'unknown_store')
    return { page: 'discrepancies', path: `/discrepancies?rule=unknown_store&${named}` };
  return BY_LIST[String(list)]?.(named, String(code)) ?? { page: 'accounts', path: `/accounts/${accountId}` };
}

const BY_LIST: Readonly<Record<string, (named: string, code: string) => AlarmPlace>> = {
  windows: (named) => ({ page: 'coverage', path: `/coverage?${named}` }),
  dispatches: (named) => ({ page: 'dispatches', path: `/dispatches?state=waiting,unknown&${named}` }),
  submissions: () => ({ page: 'sales', path: '/sales' }),
  hours: () => ({ page: 'sales', path: '/sales?state=differs' }),
  jobs: () => ({ page: 'coverage', path: '/coverage' }),
  orders: (named, code) => ({ page: 'orders', path: `/orders?flag=${code}&${named}` }),
  brakes: () => ({ page: 'alarms', path: '/alarms' }),
  repairs: (named) => ({ page: 'discrepancies', path: `/discrepancies/repairs?${named}` }),
};

/** Where deliveries of a code stand; those whose sender nobody knows are only counted, with their account. */
const DELIVERY_STATES: Readonly<Record<string, string>> = {
  ...{ contradicts: 'contradicts', refused_not_kept: 'refused' },
  ...{ unsupported_encoding: 'refused', too_large: 'refused', not_json: 'refused', too_deep: 'refused' },
  ...{ duplicate_key: 'refused', forbidden_key: 'refused', invalid_document: 'refused' },
  ...{ invalid_config: 'pending', auth_failed: 'pending', invalid_signature: 'pending' },
  ...{ rate_limited: 'pending', quota_exhausted: 'pending', unavailable: 'pending' },
  ...{ invalid_response: 'pending', outcome_unknown: 'pending' },
};
