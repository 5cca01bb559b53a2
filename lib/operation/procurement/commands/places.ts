import type { Db } from "@/lib/platform/db/access";
import { placeOf } from "@/lib/platform/ledger/places";
import type { DeliveryRow } from "./access";

/** Places of the sites a batch of deliveries touches, each looked up once. */
export class ReceivingPlaces {
  private readonly known = new Map<string, Promise<string>>();
  constructor(private readonly db: Db) {}

  private of(site: { id: string; areaCode: string }, kind: Parameters<typeof placeOf>[2], zone = ""): Promise<string> {
    const key = `${site.id} ${kind} ${zone}`;
    const found = this.known.get(key) ?? placeOf(this.db, site, kind, zone);
    this.known.set(key, found);
    return found;
  }
  /** Where the goods of a delivery come from, and go back to. */
  party = (delivery: DeliveryRow) => this.of(delivery.site, delivery.kind === "purchase" ? "supplier" : "donor");
  dock = (delivery: DeliveryRow) => this.of(delivery.site, "dock");
  quarantine = (delivery: DeliveryRow) => this.of(delivery.site, "quarantine");
  conversion = (delivery: DeliveryRow) => this.of(delivery.site, "conversion");
  loss = (delivery: DeliveryRow) => this.of(delivery.site, "loss");
  shelf = (delivery: DeliveryRow, zone: string) => this.of(delivery.site, "shelf", zone);
}
