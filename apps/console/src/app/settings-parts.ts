/** The parts of the settings, by the last part of their addresses; each name is a text of the settings. */
export const SETTINGS_PARTS = [
  'stores',
  'users',
  'keys',
  'alarms',
  'retention',
  'sessions',
  'password',
] as const;
