import { systemActor } from "@/lib/platform/auth/actor";
import { write } from "@/lib/platform/db/access";
import { csv, json } from "./files";

interface District {
  code: string;
  nameEn: string;
  bank: string;
  lon: number;
  lat: number;
  precision: "districtSeat" | "schematic";
  populationCensus2020: number | null;
}

/**
 * The division tree of Wuhan (National Bureau of Statistics, 2023 division) with census population by district (1 November 2020).
 * Functional zones go to their own table: they are nobody's reach. Streets and communities have no coordinates of their own.
 */
export async function seedAreas(): Promise<void> {
  const districts = new Map(
    json<{ districts: District[] }>("districts.json").districts.map((district) => [district.code, district]),
  );
  const population = csv("population-2020.csv");
  const city = Number(population.find((row) => row.code === "4201")?.["resident_population_2020-11-01"]);
  await write(systemActor("seed"), async (db) => {
    await db.area.createMany({
      data: csv("divisions.csv").map((row) => {
        const code = row.code as string;
        const district = districts.get(code);
        const people = code === "4201" ? city : district?.populationCensus2020;
        return {
          code,
          level: Number(row.level),
          name: row.name as string,
          nameEn: district?.nameEn ?? (code === "4201" ? "Wuhan" : code === "42" ? "Hubei" : null),
          parentCode: row.parent || null,
          population: people ?? null,
          populationSource: people ? "第七次全国人口普查 2020-11-01" : null,
          bank: district?.bank ?? null,
          lon: district?.lon ?? null,
          lat: district?.lat ?? null,
          precision: district?.precision ?? "schematic",
        };
      }),
    });
    await db.statisticalZone.createMany({
      data: population
        .filter((row) => row.code?.startsWith("FZ-"))
        .map((row) => ({
          code: row.code as string,
          name: row.area as string,
          population: Number(row["resident_population_2020-11-01"]),
          note: "功能区，仅作统计",
        })),
    });
  });
}
