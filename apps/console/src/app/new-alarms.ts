import { useEffect, useRef } from 'react';
import { useMay } from '../api/may.js';
import { useOpenAlarms } from '../api/alarms.js';
import { isSoundOn, sound } from './sound.js';

/** @returns how many alarms nobody has taken; when there are more than before, it is heard where that is wanted */
export function useNewAlarms(): number {
  const open = useOpenAlarms({ isAsked: useMay()('GET /api/v1/alarms/counts') });
  const before = useRef(open);
  useEffect(() => {
    if (open !== undefined && before.current !== undefined && open > before.current && isSoundOn()) sound();
    before.current = open;
  }, [open]);
  return open ?? 0;
}
