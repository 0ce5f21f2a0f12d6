/** What one pass over a window's pages has listed. */
export class PagePass {
  private readonly pages: (readonly string[])[] = [];
  private readonly pageOf = new Map<string, number>();
  private repeats = false;

  /** @param vendorNos of the next page, in its order */
  add(vendorNos: readonly string[]): void {
    const page = this.pages.push(vendorNos);
    for (const vendorNo of vendorNos) {
      this.repeats ||= (this.pageOf.get(vendorNo) ?? page) !== page;
      this.pageOf.set(vendorNo, page);
    }
  }

  get length(): number {
    return this.pages.length;
  }

  /** Both list the same, page by page in the same order, and neither lists a number on two of its pages. */
  agreesWith(other: PagePass): boolean {
    return !this.repeats && !other.repeats && this.lists(other.pages);
  }

  private lists(pages: readonly (readonly string[])[]): boolean {
    return (
      pages.length === this.pages.length &&
      this.pages.every((own, at) => {
        const others = pages[at] ?? [];
        return own.length === others.length && own.every((vendorNo, place) => vendorNo === others[place]);
      })
    );
  }
}
