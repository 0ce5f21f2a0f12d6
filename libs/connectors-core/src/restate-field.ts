import type { ConfigField } from './config-field.js';

const RESTATE_MODES = ['ask', 'auto'] as const;
export type RestateMode = (typeof RESTATE_MODES)[number];

/** A setting of every connector that hours are reported to: it is looked at where hours are derived, not by the vendor's code. */
export const RESTATE = {
  name: 'restate',
  label: 'Changed hours',
  description:
    'What becomes of an hour that was reported and has changed. auto: it is reported again, covering, by itself. ask: it waits until somebody asks for it. Empty: ask, until a person has confirmed (confirm-cover) that an hour which was covered shows right at the vendor; from then on auto.',
  type: 'choice',
  choices: RESTATE_MODES,
} as const satisfies ConfigField;
