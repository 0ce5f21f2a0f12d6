import type { ConfigField } from '../../api/connectors.js';
import type { Draft } from './config-draft.js';

/** One setting while it is written. */
export interface ControlProps {
  readonly field: ConfigField;
  readonly draft: Draft;
  readonly fault: string | undefined;
  readonly change: (draft: Draft) => void;
}
