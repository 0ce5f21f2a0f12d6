/**
 * Where an hour that is over stands. Not derived: `waiting` for its turn, `held` for a source that is not read so far,
 * or a `hole`, past which deriving has gone (or a derived one without a submission, for which nobody is asked). Derived: as its latest submission
 * stands, `waiting`, `unknown`, `failed`, `conflict`; once accepted `differs` where the latest revision is another than
 * was reported, and where a person is asked before it is reported at all, `provisional` while a source is not read to its end, else `reported`.
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

/** SQL of a FROM: the last submission of the hour (h), as `latest`; all null where it has none. */
export const WITH_LATEST = `LEFT JOIN LATERAL (
    SELECT s.id, s.account_id, s.state, s.error_code, s.revision FROM submissions s
    WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start
    ORDER BY s.revision DESC, s.created_at DESC, s.id DESC LIMIT 1) latest ON true`;

/** SQL: the state of a derived hour (h) beside its `latest`. */
export const DERIVED_STATE = `CASE WHEN latest.id IS NULL THEN CASE WHEN h.asks IS NULL THEN 'hole' ELSE 'differs' END
    WHEN latest.state <> 'accepted' THEN latest.state
    WHEN latest.revision < h.revision THEN 'differs' WHEN h.provisional THEN 'provisional' ELSE 'reported' END`;
