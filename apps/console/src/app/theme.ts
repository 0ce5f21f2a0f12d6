export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'suanpan.theme';
const DARK = '(prefers-color-scheme: dark)';

export const keptTheme = (): Theme =>
  THEMES.find((theme) => theme === localStorage.getItem(KEPT)) ?? 'system';

export function keepTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  showTheme();
}

const showTheme = (): void => {
  const theme = keptTheme();
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia(DARK).matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
};

/** From now on the page looks as was chosen, or as the system does. */
export function startTheme(): void {
  showTheme();
  matchMedia(DARK).addEventListener('change', showTheme);
}
