import { type AlarmPlace, alarmPlace } from '#admin-contract/alarm-places.js';
import { ALARM_LINES, alarmText } from '#admin-contract/alarm-texts.js';
import { PAGE_TEXTS } from '#admin-contract/page-texts.js';
import type { AlarmWords, WhereToLook } from '#alarms/alarm-words.js';

/**
 * What messages say in words.
 * @param publicUrl the origin under which people reach the console; without it they are told the page's name alone
 */
export function messageWords(publicUrl: string | undefined): AlarmWords {
  const where = ({ page, path }: AlarmPlace): WhereToLook => ({
    page: PAGE_TEXTS[page],
    url: publicUrl === undefined ? null : new URL(path, publicUrl).href,
  });
  return {
    sentence: alarmText,
    lines: ALARM_LINES,
    where: (alarm) => {
      const place = alarmPlace(alarm);
      return place === null ? null : where(place);
    },
    list: where({ page: 'alarms', path: '/alarms' }),
  };
}
