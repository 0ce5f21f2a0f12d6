/** @returns {Readonly<Record<string, number>>} */
const calls = ({ listed, quota, placed, moved = 0, cancelled = 0, fetched = 0 }) => ({
  'orderOpenApi/queryOrderPages': listed,
  'openApiLimitAccess/queryAccessTimes': quota,
  'openApiLimitAccess/queryDailyAccessTimesLog': quota,
  'orderOpenApi/addOnLineOrder': placed,
  'orderOpenApi/completeOrder': moved,
  'orderOpenApi/cancleOrder': cancelled,
  'orderOpenApi/queryOrderByNo': fetched,
});

/**
 * What the till got at commit 58525c8, played by this same harness with the defaults of then. Between 8 and 86 of the
 * orders were not placed on those days, and the lists were not read for 8 hours and longer: the calls had run out.
 */
export const BEFORE = {
  cancels: calls({ listed: 139, quota: 90, placed: 142, cancelled: 9, fetched: 9 }),
  pushes: calls({ listed: 124, quota: 90, placed: 65, cancelled: 4, fetched: 703 }),
  moves: calls({ listed: 132, quota: 90, placed: 91, moved: 91 }),
  larger: calls({ listed: 231, quota: 90, placed: 141, moved: 141 }),
  faults: {
    ...calls({ listed: 364, quota: 83, placed: 72 }),
    'openApiLimitAccess/queryAccessTimes': 140,
  },
  short: calls({ listed: 63, quota: 22, placed: 20, cancelled: 2, fetched: 2 }),
};
