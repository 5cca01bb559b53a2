import { Problem } from "@/lib/management/exchange/api/problems";
import { exportList, type ExportName } from "@/lib/management/exchange/export/lists";
import { readerOf } from "@/lib/management/exchange/export/list";
import { signedIn } from "@/lib/platform/auth/require-actor";
import { businessClock } from "@/lib/platform/clock/queries";
import { dayOf } from "@/lib/platform/clock/clock";
import { NotFound } from "@/lib/platform/errors";
import { toCsv } from "@/lib/platform/exchange/write/delimited";
import { toXlsx } from "@/lib/platform/exchange/write/workbook";
import { getLocale } from "next-intl/server";
import { refuse } from "../../problem-response";

export const dynamic = "force-dynamic";

const FORMATS = {
  csv: { write: toCsv, type: "text/csv; charset=utf-8" },
  xlsx: { write: toXlsx, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
} as const;
/** Words of the address that say how to write, not what. */
const HOW = new Set(["format", "hxl", "after", "before"]);
const MOST_FILTER_CHARACTERS = 200;

/** A list as a file: the rows the person may see, with the list's own filters, streamed page by page. `?format=csv|xlsx&hxl=1`. */
export async function GET(request: Request, { params }: { params: Promise<{ list: string }> }): Promise<Response> {
  const person = await signedIn();
  if (!person) return refuse(request, new Problem("unauthenticated"));
  const name = (await params).list;
  const list = exportList(name);
  const asked = new URL(request.url).searchParams;
  const format = asked.get("format") ?? "csv";
  if (!list) return refuse(request, new Problem("listUnknown", name));
  if (format !== "csv" && format !== "xlsx") return refuse(request, new Problem("parameterMalformed", "format"));
  const locale = (await getLocale()) === "en" ? "en" : "zh-CN";
  const reader = readerOf(locale);
  const filter = Object.fromEntries(
    [...asked].filter(([key, value]) => !HOW.has(key) && value !== "" && value.length <= MOST_FILTER_CHARACTERS),
  );
  const title = reader.say(`exchange.lists.${name as ExportName}`);
  try {
    const { columns, rows } = list.open(person.actor, filter, reader);
    const { now } = await businessClock(person.actor);
    const { write, type } = FORMATS[format];
    const file = `${title}-${dayOf(now)}.${format}`;
    return new Response(write(columns, rows, { hxl: asked.get("hxl") === "1", sheetName: title }), {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}-${dayOf(now)}.${format}"; filename*=UTF-8''${encodeURIComponent(file)}`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return refuse(request, new Problem("listUnknown", name));
    throw error;
  }
}
