import { systemActor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { csv } from "./files";

/** Makers with their claimed daily capacity and carriers, as listed in January 2020; and simulated vehicles. */
export async function seedPartners(): Promise<void> {
  await write(systemActor("seed"), async (db) => {
    await db.party.createMany({
      data: csv("suppliers.csv").map((row) => ({
        kind: "supplier" as const,
        name: row.manufacturer ?? "",
        areaCode: "4201",
        dailyCapacity: row.daily_capacity_claimed ? `${row.product} ${row.daily_capacity_claimed}` : null,
        note: [row.province, row.city, row.class, row.product].filter(Boolean).join(" · "),
        source: "wuhan2020/wuhan2020 (MIT)",
      })),
      skipDuplicates: true,
    });
    await db.party.createMany({
      data: csv("carriers.csv").map((row) => ({
        kind: "carrier" as const,
        name: row.carrier ?? "",
        areaCode: "4201",
        note: `${row.origin} → ${row.destination}`,
        source: "wuhan2020/wuhan2020 (MIT)",
      })),
      skipDuplicates: true,
    });
    await db.vehicle.createMany({
      data: Array.from({ length: 12 }, (_, i) => ({
        plate: `鄂A·模拟${String(i + 1).padStart(2, "0")}`,
        kind: i < 8 ? "van" : "minivan",
        capacityKg: i < 8 ? 5000 : 1200,
        capacityM3: i < 8 ? 28 : 6,
        areaCode: "4201",
        simulated: true,
      })),
    });
  });
}
