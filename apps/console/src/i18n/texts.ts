import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { alarms } from '../pages/alarms/alarms.texts.js';
import type { audit } from '../pages/audit/audit.texts.js';
import type { bulks } from '../pages/bulks/bulks.texts.js';
import type { causes } from '../pages/causes/causes.texts.js';
import type { deliveries } from '../pages/deliveries/deliveries.texts.js';
import type { dispatchActs } from '../pages/dispatches/dispatch-acts.texts.js';
import type { dispatches } from '../pages/dispatches/dispatches.texts.js';
import type { discrepancies } from '../pages/discrepancies/discrepancies.texts.js';
import type { drift } from '../pages/discrepancies/drift.texts.js';
import type { incidents } from '../pages/discrepancies/incidents.texts.js';
import type { many } from '../pages/discrepancies/many.texts.js';
import type { repairs } from '../pages/discrepancies/repairs.texts.js';
import type { runs } from '../pages/discrepancies/runs.texts.js';
import type { erase } from '../pages/order/erase.texts.js';
import type { order } from '../pages/order/order.texts.js';
import type { orders } from '../pages/orders/orders.texts.js';
import type { sales } from '../pages/sales/sales.texts.js';
import type { salesDays } from '../pages/sales-days/days.texts.js';
import type { salesHour } from '../pages/sales-hour/hour.texts.js';
import type { account } from '../pages/account/account.texts.js';
import type { accounts } from '../pages/accounts/accounts.texts.js';
import type { coverage } from '../pages/covered/coverage.texts.js';
import type { products } from '../pages/products/products.texts.js';
import type { settings } from '../pages/settings/settings.texts.js';
import type { start } from '../pages/start/start.texts.js';
import type { suggestions } from '../pages/suggestions/suggestions.texts.js';
import type { today } from '../pages/today/today.texts.js';
import type { setPassword } from '../pages/set-password/set-password.texts.js';
import type { signIn } from '../pages/sign-in/sign-in.texts.js';
import type { Texts } from './both-languages.js';
import { languageHere } from './language.js';
import { shell } from './shell.texts.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: (typeof shell)['zh'];
      alarms: (typeof alarms)['zh'];
      audit: (typeof audit)['zh'];
      bulks: (typeof bulks)['zh'];
      causes: (typeof causes)['zh'];
      deliveries: (typeof deliveries)['zh'];
      dispatchActs: (typeof dispatchActs)['zh'];
      dispatches: (typeof dispatches)['zh'];
      discrepancies: (typeof discrepancies)['zh'];
      drift: (typeof drift)['zh'];
      incidents: (typeof incidents)['zh'];
      many: (typeof many)['zh'];
      repairs: (typeof repairs)['zh'];
      runs: (typeof runs)['zh'];
      erase: (typeof erase)['zh'];
      order: (typeof order)['zh'];
      orders: (typeof orders)['zh'];
      sales: (typeof sales)['zh'];
      salesDays: (typeof salesDays)['zh'];
      salesHour: (typeof salesHour)['zh'];
      account: (typeof account)['zh'];
      accounts: (typeof accounts)['zh'];
      coverage: (typeof coverage)['zh'];
      products: (typeof products)['zh'];
      settings: (typeof settings)['zh'];
      start: (typeof start)['zh'];
      suggestions: (typeof suggestions)['zh'];
      today: (typeof today)['zh'];
      signIn: (typeof signIn)['zh'];
      setPassword: (typeof setPassword)['zh'];
    };
  }
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: languageHere(),
    fallbackLng: 'zh',
    defaultNS: 'shell',
    resources: { zh: { shell: shell.zh }, en: { shell: shell.en } },
    interpolation: { escapeValue: false },
  });
}

/** Of a page that is loaded when it is first opened. */
export function addTexts<Keys>(namespace: string, { zh, en }: Texts<Keys>): void {
  i18next.addResourceBundle('zh', namespace, zh);
  i18next.addResourceBundle('en', namespace, en);
}
