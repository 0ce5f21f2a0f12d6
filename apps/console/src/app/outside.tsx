import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Switches } from './switches.js';

/** What stands around the pages of whoever is not signed in. */
export function Outside({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto grid min-h-dvh max-w-md content-center gap-6 p-4">
      <header className="flex items-center justify-between gap-4">
        <p className="text-2xl font-bold text-accent">{t('product')}</p>
        <Switches />
      </header>
      <main className="grid gap-4 rounded-lg border border-line bg-surface p-6">
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </main>
    </div>
  );
}
