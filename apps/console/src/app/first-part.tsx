import { Navigate } from 'react-router';
import { useMay } from '../api/may.js';
import { SETTINGS_PARTS } from './settings-parts.js';
import { readBy } from './page-access.js';

/** The first of the settings that whoever is signed in may see. */
export function FirstPart() {
  const may = useMay();
  const part = SETTINGS_PARTS.find((one) => may(readBy(`/settings/${one}`) ?? 'GET /api/v1/me'));
  return <Navigate to={`/settings/${part ?? 'sessions'}`} replace />;
}
