import { businessDateAt } from './business-date.js';
import { spanOf } from './export-periods.js';

it('knows the business date of an instant by when a store’s days begin', () => {
  const store = { from: '2026-03-01T21:00:00.000Z', timeZone: 'Asia/Shanghai' };
  expect(businessDateAt('2026-03-02T20:59:00.000Z', store, 'UTC')).toBe('2026-03-02');
  expect(businessDateAt('2026-03-02T21:00:00.000Z', store, 'UTC')).toBe('2026-03-03');
  expect(businessDateAt('2026-03-02T21:00:00.000Z', undefined, 'UTC')).toBe('2026-03-02');
});

it('exports whole months and weeks of days', () => {
  expect(spanOf('lastMonth', '2026-03-31')).toEqual({ fromDay: '2026-02-01', toDay: '2026-02-28' });
  expect(spanOf('lastMonth', '2026-01-01')).toEqual({ fromDay: '2025-12-01', toDay: '2025-12-31' });
  expect(spanOf('thisMonth', '2026-03-02')).toEqual({ fromDay: '2026-03-01', toDay: '2026-03-02' });
  expect(spanOf('lastWeek', '2026-03-02')).toEqual({ fromDay: '2026-02-23', toDay: '2026-03-01' });
});
