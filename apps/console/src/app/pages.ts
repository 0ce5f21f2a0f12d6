/** The pages of the console in the order of a day's work, by their addresses; each name is a text of the shell. */
export const PAGES = [
  { to: '/', label: 'today' },
  { to: '/alarms', label: 'alarms' },
  { to: '/orders', label: 'orders' },
  { to: '/deliveries', label: 'deliveries' },
  { to: '/dispatches', label: 'dispatches' },
  { to: '/sales', label: 'sales' },
  { to: '/discrepancies', label: 'discrepancies' },
  { to: '/bulks', label: 'bulks' },
  { to: '/accounts', label: 'accounts' },
  { to: '/products', label: 'products' },
  { to: '/coverage', label: 'coverage' },
  { to: '/audit', label: 'audit' },
  { to: '/settings', label: 'settings' },
  { to: '/start', label: 'start' },
] as const;
