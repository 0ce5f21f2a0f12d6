/**
 * Whether an order's origin, the vendor's own words under the vendor's own names, has one of these entries:
 * `field=value` is that word in that field, a value alone counts in any field. Words are compared as they are written.
 */
export const isOfOrigin = (origin: Readonly<Record<string, string>>, entries: readonly string[]): boolean =>
  entries.some((entry) => {
    const at = entry.indexOf('=');
    if (at < 0) return Object.values(origin).includes(entry.trim());
    const field = entry.slice(0, at).trim();
    return Object.hasOwn(origin, field) && origin[field] === entry.slice(at + 1).trim();
  });
