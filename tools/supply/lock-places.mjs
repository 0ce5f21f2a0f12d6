const FOLDER = 'node_modules/';

/**
 * What a package is called that a lock file has at this place; one that stands in for another says its own name.
 * @param {string} place
 * @param {{name?: string}} entry
 */
export const nameAt = (place, { name }) => name ?? place.slice(place.lastIndexOf(FOLDER) + FOLDER.length);
