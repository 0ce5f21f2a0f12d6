import { windowFaultText } from '#admin-contract/window-words.js';
import type { WindowView } from '#polling/windows/window.query.js';

export const toWindowResponse = (window: WindowView) => ({
  ...window,
  unreadRows: [...window.unreadRows],
  errorText: windowFaultText(window.errorCode),
});
