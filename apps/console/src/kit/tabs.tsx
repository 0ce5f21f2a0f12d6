import { Link } from 'react-router';
import { Badge } from './badge.js';

export interface Tab {
  readonly to: string;
  readonly label: string;
  readonly count?: number | string | undefined;
  readonly isHere: boolean;
}

/** Parts of a page, each with an address of its own. */
export const Tabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) => (
  <nav aria-label={label} className="flex flex-wrap gap-1 border-b border-line">
    {tabs.map((tab) => (
      <Link
        key={tab.to}
        to={tab.to}
        aria-current={tab.isHere ? 'page' : undefined}
        className="-mb-px flex items-center gap-2 border-b-2 border-transparent px-3 py-2 font-medium text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-accent"
      >
        {tab.label}
        {tab.count !== undefined && <Badge>{tab.count}</Badge>}
      </Link>
    ))}
  </nav>
);
