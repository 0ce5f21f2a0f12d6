import { HOUR_WAIT_TEXTS } from '#admin-contract/hour-words.js';
import type { SalesHourView } from '#reporting/operator/sales-hour.query.js';

/** An hour, with why it differs in the words that people read. */
export const toldHour = (hour: SalesHourView) => ({
  ...hour,
  differs: hour.differs && { ...hour.differs, text: HOUR_WAIT_TEXTS[hour.differs.why] },
});
