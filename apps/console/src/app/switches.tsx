import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepLanguage, type Language, tagOf } from '../i18n/language.js';
import { Button } from '../kit/button.js';
import { keepTheme, keptTheme, type Theme, THEMES } from './theme.js';

const NAMES = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const;

/** Language and appearance; both are kept in this browser. */
export function Switches() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useState(keptTheme);
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  useEffect(() => {
    document.documentElement.lang = tagOf(language);
  }, [language]);
  const toOther = () => {
    const other = language === 'zh' ? 'en' : 'zh';
    keepLanguage(other);
    void i18n.changeLanguage(other);
  };
  const choose = (chosen: Theme) => {
    keepTheme(chosen);
    setTheme(chosen);
  };
  return (
    <div className="flex items-center gap-2">
      <select
        aria-label={t('theme')}
        value={theme}
        onChange={({ target }) => choose(target.value as Theme)}
        className="min-h-9 rounded-md border border-line bg-surface px-2 text-ink"
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {t(NAMES[one])}
          </option>
        ))}
      </select>
      <Button lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={toOther}>
        {t('otherLanguage')}
      </Button>
    </div>
  );
}
