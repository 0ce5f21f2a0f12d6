import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { connector, connectorList } from '#admin-contract/connector.js';
import type { Both } from '../kit/both.js';
import { call } from './call.js';

type Told = z.input<typeof connector>;
type Words = Readonly<Record<string, Both>>;

/** A setting of an account. A hub of an earlier version says it in English alone. */
export type ConfigField = Omit<Told['fields'][number], 'labels' | 'descriptions' | 'words'> & {
  readonly labels?: Both;
  readonly descriptions?: Both;
  /** Each word that it may have, as people read it. */
  readonly words?: Words | undefined;
};

export type Connector = Omit<Told, 'fields' | 'titles'> & {
  readonly titles?: Both;
  readonly fields: readonly ConfigField[];
};

/** The vendor's name. */
export const titleOf = ({ title, titles }: Connector): Both => titles ?? { zh: title, en: title };

/** The vendors that this hub knows, with the settings that an account of each takes; they change with its version alone. */
export const useConnectors = () =>
  useQuery({
    queryKey: ['connectors'],
    queryFn: async (): Promise<readonly Connector[]> =>
      (await call<z.input<typeof connectorList>>('GET', 'connectors')).items,
    staleTime: Infinity,
  });
