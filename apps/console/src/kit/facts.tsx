import type { ReactNode } from 'react';

/** What is known of one thing: names, and what stands for them. */
export const Facts = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}) => (
  <dl className="grid grid-cols-1 gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[max-content_1fr]">
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-muted">{name}</dt>
        <dd className="min-w-0 break-words">{value}</dd>
      </div>
    ))}
  </dl>
);
