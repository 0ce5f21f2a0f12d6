import { firstHourBeginningAtOrAfter, type Hour } from '#domain/business-time.js';

/** Hours of time zones, each reckoned once for all stores of its zone. */
export class HoursOfZones {
  private readonly known = new Map<string, Map<number, Hour>>();

  /** See `hoursBeginningIn`. */
  beginningIn(from: Date, to: Date, zone: string, limit: number): Hour[] {
    const hours: Hour[] = [];
    let hour = this.firstFrom(from, zone);
    while (hour.start < to && hours.length < limit) {
      hours.push(hour);
      hour = this.firstFrom(hour.end, zone);
    }
    return hours;
  }

  private firstFrom(instant: Date, zone: string): Hour {
    let ofZone = this.known.get(zone);
    if (ofZone === undefined) this.known.set(zone, (ofZone = new Map<number, Hour>()));
    const known = ofZone.get(instant.getTime());
    if (known !== undefined) return known;
    const hour = firstHourBeginningAtOrAfter(instant, zone);
    ofZone.set(instant.getTime(), hour);
    return hour;
  }
}
