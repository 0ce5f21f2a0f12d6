import { alarmPlace } from '#admin-contract/alarm-places.js';
import { alarmText } from '#admin-contract/alarm-texts.js';
import type { AlarmView } from '#alarms/operator/alarms.query.js';

export const toAlarmResponse = (view: AlarmView) => ({
  ...view,
  text: alarmText(view.kind, view.params),
  place: alarmPlace(view),
});
