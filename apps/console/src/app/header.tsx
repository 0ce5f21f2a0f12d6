import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../kit/badge.js';
import { Button } from '../kit/button.js';
import { Dialog } from '../kit/dialog.js';
import { Navigation } from './navigation.js';
import { PauseAccount } from './pause-account.js';
import { SignOut } from './sign-out.js';
import { Switches } from './switches.js';

interface HeaderProps {
  readonly name: string;
  readonly openAlarms: number;
}

/** Above every page: who one is, and what is at hand everywhere. On a narrow screen all of it is behind one button. */
export function Header({ name, openAlarms }: HeaderProps) {
  const { t } = useTranslation();
  return (
    <header className="border-b border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2 lg:px-6">
        <p className="text-lg font-bold text-accent">{t('product')}</p>
        <div className="hidden flex-wrap items-center gap-4 lg:flex">
          <PauseAccount />
          <Switches />
          <SignOut name={name} />
        </div>
        <Menu name={name} openAlarms={openAlarms} />
      </div>
    </header>
  );
}

function Menu({ name, openAlarms }: HeaderProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <div className="lg:hidden">
      <Button onClick={() => setOpen(true)}>
        {t('menu')}
        {openAlarms > 0 && <Badge tone="bad">{openAlarms}</Badge>}
      </Button>
      <Dialog title={t('menu')} isOpen={isOpen} close={close}>
        <Navigation openAlarms={openAlarms} chosen={close} />
        <div className="grid gap-3 border-t border-line pt-3">
          <PauseAccount />
          <Switches />
          <SignOut name={name} />
        </div>
      </Dialog>
    </div>
  );
}
