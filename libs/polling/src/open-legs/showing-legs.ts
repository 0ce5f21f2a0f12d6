import type { Source } from '#connectors-core/connector.js';

/**
 * Whether the listings of a source show again what was listed before, so that one of them stands for a fetch of each
 * order. Where windows filter on the change an order shows only once it has changed; where nothing can be fetched
 * every window is read once more (`rereadAfterMs`).
 */
export const showsOpenLegs = (source: Source | undefined): boolean =>
  source?.fetch !== undefined && source.pages !== undefined && source.pages.windowTime !== 'changed';
