/** A value of a vendor's field that no map of the account lists. */
export interface ComparedValue {
  readonly field: string;
  readonly value: string;
  /** Of orders, as far as they were counted. */
  readonly count: number;
}

/** What the account's orders call a store that is not there. */
export interface ComparedStore extends Omit<ComparedValue, 'field'> {
  readonly oldestAt: Date;
}

/** What an account's orders say that nobody knows; each list may be cut off. */
export interface ComparedAccount {
  readonly id: string;
  readonly values: readonly ComparedValue[];
  readonly areValuesWhole: boolean;
  readonly stores: readonly ComparedStore[];
  readonly areStoresWhole: boolean;
}
