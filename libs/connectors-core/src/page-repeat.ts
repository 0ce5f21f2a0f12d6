/**
 * Whether a vendor gives the same page for every place in its list, as one does that ignores where it is asked to go
 * on. Such a page is asked for once more, and then the reading ends: it would go on for as many pages as may be.
 */
export class PageRepeat {
  private last: string | undefined;
  private times = 0;

  /**
   * Takes in the next page of a list and says whether it is the one before again.
   * @param rows all that the page lists; undefined for an empty page, which never repeats another
   */
  of(rows: string | undefined): boolean {
    const isSame = rows !== undefined && rows === this.last;
    this.times = isSame ? this.times + 1 : 0;
    this.last = rows;
    return isSame;
  }

  /** It was asked for a second time, and was the one before again. */
  get isAskedAgain(): boolean {
    return this.times > 1;
  }
}
