import { z } from "zod";
import { en } from "@/lib/platform/i18n/messages/en";
import { zhCN } from "@/lib/platform/i18n/messages/zh-CN";
import { type Role, Role as ROLES } from "@/lib/platform/db/generated/enums";
import { reachOf } from "@/lib/platform/auth/permissions";
import { EXPORT_LISTS, EXPORT_NAMES, type ExportName } from "../export/lists";
import { indexSchema, pageSchema, problemSchema, rowSchema } from "./answers";
import { parametersOf } from "./parameters";
import { PROBLEMS, type ProblemCode } from "./problems";

type Json = Record<string, unknown>;

/** A schema as OpenAPI 3.1 takes it: JSON Schema 2020-12 without its own header. */
function json(schema: z.ZodType): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  return made;
}

const both = (english: string, chinese: string) => `${english} · ${chinese}`;
const problem = (codes: readonly ProblemCode[]): Json => ({
  description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

/** Answers by status that an operation can give beside its own, from the problems it can have. */
function problems(codes: readonly ProblemCode[]): Json {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [String(status), problem(codes.filter((code) => PROBLEMS[code].status === status))]),
  );
}

const rolesOf = (name: ExportName) =>
  (Object.values(ROLES) as Role[]).filter((role) => reachOf(EXPORT_LISTS[name].permission, role) !== null);

const schemaName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function listPath(name: ExportName): Json {
  const list = EXPORT_LISTS[name];
  return {
    get: {
      operationId: name,
      summary: both(en.exchange.lists[name], zhCN.exchange.lists[name]),
      description: `Within your reach. Open to: ${rolesOf(name).join(", ")}.`,
      parameters: Object.entries(parametersOf(list)).map(([parameter, schema]) => {
        const { description, ...rest } = json(schema);
        return { name: parameter, in: "query", required: false, description, schema: rest };
      }),
      responses: {
        "200": {
          description: "A page of the list",
          content: { "application/json": { schema: { $ref: `#/components/schemas/${schemaName(name)}Page` } } },
        },
        ...problems([
          "parameterUnknown",
          "parameterMalformed",
          "unauthenticated",
          "listNotAllowed",
          "tooManyRequests",
          "bug",
        ]),
      },
    },
  };
}

function listSchemas(name: ExportName): [string, Json][] {
  const row = json(
    rowSchema(EXPORT_LISTS[name], ({ name: column, hxl }) => {
      const said = both(en.exchange.columns[column], zhCN.exchange.columns[column]);
      return hxl ? `${said} (HXL ${hxl})` : said;
    }),
  );
  const page = json(pageSchema(z.unknown()));
  const properties = page.properties as Json;
  const rowRef = { $ref: `#/components/schemas/${schemaName(name)}Row` };
  return [
    [`${schemaName(name)}Row`, row],
    [`${schemaName(name)}Page`, { ...page, properties: { ...properties, data: { type: "array", items: rowRef } } }],
  ];
}

/**
 * The description of the interface for other systems, from the same definitions that answer its requests. `npm run openapi` writes it to
 * `public/openapi.json`; a test holds the two together.
 */
export function openApiDocument(): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "常平 Changping",
      version: "1",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description:
        "Read-only lists of the emergency supply chain, for other systems. A caller sees what the person behind the token may see and nothing else. Quantities are whole numbers of the unit beside them; null is unknown or does not apply; unlike units are never added.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ accessToken: [] }, { session: [] }],
    paths: {
      "/": {
        get: {
          operationId: "index",
          summary: both("The lists you may read", "可读取的列表"),
          parameters: [
            {
              name: "lang",
              in: "query",
              required: false,
              description: "Language of titles; zh-CN when left out",
              schema: { type: "string", enum: ["zh-CN", "en"] },
            },
          ],
          responses: {
            "200": {
              description: "Who you are and what you may read",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Index" } } },
            },
            ...problems(["parameterUnknown", "parameterMalformed", "unauthenticated", "tooManyRequests", "bug"]),
          },
        },
      },
      ...Object.fromEntries(EXPORT_NAMES.map((name) => [`/${name}`, listPath(name)])),
    },
    components: {
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          description:
            "A personal access token, made and revoked on the account page. It ends with the person's sessions.",
        },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      schemas: {
        Problem: json(problemSchema),
        Index: json(indexSchema),
        ...Object.fromEntries(EXPORT_NAMES.flatMap(listSchemas)),
      },
    },
  };
}

/** As it is committed. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 1)}\n`;
