/** `major.minor.patch` of a release. */
export type Version = readonly [major: number, minor: number, patch: number];

const RELEASE = /^(\d+)\.(\d+)\.(\d+)$/;

/** @throws Error when the text is no version of a release */
export function parseVersion(text: string): Version {
  const [, major, minor, patch] = RELEASE.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined)
    throw new Error(`"${text}" is no version`);
  return [Number(major), Number(minor), Number(patch)];
}

export function isOlder(one: Version, other: Version): boolean {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

export const versionText = (version: Version): string => version.join('.');
