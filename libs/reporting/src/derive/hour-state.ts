import { ASK_REASONS } from './submission-rule.js';

/**
 * Where an hour that is over stands. Not derived: `waiting` for its turn, `held` for a source that is not read so far,
 * or a `hole`, past which deriving has gone (or a derived one without a submission, for which nobody is asked).
 * Derived: as its latest submission stands, `waiting`, `unknown`, `failed`, `conflict`; `differs` where it is not what
 * its vendor has and is not yet to be sent, `provisional` while a source is not read to its end, else `reported`.
 */
export const HOUR_STATES = [
  'waiting',
  'held',
  'provisional',
  'reported',
  'differs',
  'unknown',
  'failed',
  'conflict',
  'hole',
] as const;
export type HourState = (typeof HOUR_STATES)[number];

/** Why an hour that differs is not to be sent yet: it settles, or a person is asked. */
export const HOUR_WAITS = ['settling', ...ASK_REASONS] as const;
export type HourWait = (typeof HOUR_WAITS)[number];

/** SQL: whether the hour (h) differs, in the words of a partial index. */
export const DIFFERS = '(h.restate_at IS NOT NULL OR h.asks IS NOT NULL)';

/** SQL: one of `HOUR_WAITS`, of an hour (h) that differs. */
export const WAIT = `coalesce(h.asks, 'settling')`;

/** SQL of a FROM: the last submission of the hour (h), as `latest`; all null where it has none. */
export const WITH_LATEST = `LEFT JOIN LATERAL (
    SELECT s.id, s.account_id, s.state, s.error_code, s.revision FROM submissions s
    WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start
    ORDER BY s.revision DESC, s.created_at DESC, s.id DESC LIMIT 1) latest ON true`;

/** SQL: the state of a derived hour (h) beside its `latest`. */
export const DERIVED_STATE = `CASE WHEN ${DIFFERS} THEN 'differs' WHEN latest.id IS NULL THEN 'hole'
    WHEN latest.state <> 'accepted' THEN latest.state WHEN h.provisional THEN 'provisional' ELSE 'reported' END`;
