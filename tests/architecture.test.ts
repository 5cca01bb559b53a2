import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/**
 * The layout, enforced. Each rule says where the code should go instead. Exceptions are rows of `EXCEPTIONS`; the list may only shrink.
 */
const root = path.resolve(import.meta.dirname, "..");
const SOURCE_FOLDERS = ["app", "components", "lib", "prisma"];

/** file → import it may have although a rule forbids it, and why. */
const EXCEPTIONS: Record<string, { to: string; why: string }[]> = {
  "lib/platform/launch/": [
    { to: "prisma/", why: "the launcher is the one place that starts everything: it migrates, syncs edges and seeds" },
  ],
  "components/form/": [{ to: "lib/platform/workflow/offer", why: "type of the moves a page hands over" }],
};

function sourceFiles(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "generated" || entry.name === "migrations" || entry.name === "data"
        ? []
        : sourceFiles(name);
    return /\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [name] : [];
  });
}

interface Import {
  from: string;
  /** Path inside the project, or the package's name. */
  to: string;
  typeOnly: boolean;
  inside: boolean;
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
    false,
  );
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => {
    if (specifier.startsWith("@/")) found.push({ from: file, to: specifier.slice(2), typeOnly, inside: true });
    else if (specifier.startsWith("."))
      found.push({ from: file, to: path.posix.join(path.posix.dirname(file), specifier), typeOnly, inside: true });
    else found.push({ from: file, to: specifier, typeOnly, inside: false });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named =
        clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
      const typeOnly =
        Boolean(clause?.isTypeOnly) ||
        (named.length > 0 && !clause?.name && named.every((element) => element.isTypeOnly));
      add(node.moduleSpecifier.text, typeOnly);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, node.isTypeOnly);
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    )
      add(node.arguments[0].text, false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = SOURCE_FOLDERS.flatMap(sourceFiles);
const product = files.filter((file) => !/\.test\.tsx?$|\/arbitrary\.ts$/.test(file));
const imports = product.flatMap(importsOf);

const excused = ({ from, to }: Import) =>
  Object.entries(EXCEPTIONS).some(
    ([prefix, rows]) => from.startsWith(prefix) && rows.some((row) => to.startsWith(row.to)),
  );
const broken = (rule: (one: Import) => boolean) =>
  imports.filter((one) => one.inside && !excused(one) && rule(one)).map(({ from, to }) => `${from} → ${to}`);

const LAYERS = ["operation", "management", "decision"] as const;
const layerOf = (file: string) => LAYERS.findIndex((layer) => file.startsWith(`lib/${layer}/`));
const capabilityOf = (file: string) => /^lib\/(operation|management|decision)\/[^/]+\//.exec(file)?.[0];
/** Stages of the chain, downstream last: a stage may read those before it. */
const STAGES = ["catalogue", "demand", "procurement", "storage", "transport", "distribution"];
const stageOf = (file: string) => STAGES.findIndex((stage) => file.startsWith(`lib/operation/${stage}/`));

describe("arrows run one way", () => {
  it("nothing in lib, components or prisma imports app: move what both need into components or lib", () => {
    expect(broken(({ from, to }) => !from.startsWith("app/") && to.startsWith("app/"))).toEqual([]);
  });
  it("lib/platform imports no capability: give the capability a hook or pass a function in", () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith("lib/platform/") &&
          /^(lib\/(operation|management|decision|solver)|prisma|components)\//.test(to) &&
          !/actions$|queries$/.test(from) &&
          !to.startsWith("components/ui/command-palette"),
      ),
    ).toEqual([]);
  });
  it("a lower layer never imports a higher one (decision may use management and operation, management may use operation): publish an event instead", () => {
    expect(broken(({ from, to }) => layerOf(from) >= 0 && layerOf(to) > layerOf(from))).toEqual([]);
  });
  it("a stage of the chain reads only stages before it (distribution reads transport reads storage reads procurement)", () => {
    expect(broken(({ from, to }) => stageOf(from) >= 0 && stageOf(to) > stageOf(from))).toEqual([]);
  });
  it("lib/solver is pure: it imports nothing of the rest and no database, network or file system", () => {
    const impure = imports.filter(
      ({ from, to, inside }) =>
        from.startsWith("lib/solver/") &&
        (inside ? !to.startsWith("lib/solver/") : !/^(node:(worker_threads|os|events)|highs)$/.test(to)),
    );
    expect(impure.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
  it("components never import a query, a command or the database: take the data as props", () => {
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          from.startsWith("components/") && !typeOnly && /^lib\/.*(queries|commands|db\/|require-actor)/.test(to),
      ),
    ).toEqual([]);
  });
  it("pages reach a capability through its queries, actions, schema, rules and machine; commands only through actions", () => {
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          from.startsWith("app/") && !from.startsWith("app/api/") && !typeOnly && /\/commands(\/|$)/.test(to),
      ),
    ).toEqual([]);
  });
});

describe("a capability is one folder with the same few file names", () => {
  const VOCABULARY = new Set(["machine", "schema", "rules", "queries", "commands", "actions"]);
  it("drawer folders and files (utils, helpers, misc, common, types) do not exist: name the idea", () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|misc|common|types)(\/|\.tsx?$)/.test(file))).toEqual([]);
  });
  it("there are no barrels: import the file itself", () => {
    expect(product.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
  });
  it("every capability has queries or commands, and its actions call the one wrapper", () => {
    const capabilities = new Set(product.map(capabilityOf).filter((name): name is string => name !== undefined));
    for (const folder of capabilities) {
      const names = product
        .filter((file) => file.startsWith(folder))
        .flatMap((file) =>
          file
            .slice(folder.length)
            .replace(/\.tsx?$/, "")
            .split("/"),
        );
      expect(
        names.some((name) => VOCABULARY.has(name)),
        `${folder} has none of ${[...VOCABULARY].join(", ")}`,
      ).toBe(true);
    }
  });
  it('a "use server" file imports no database: it calls commands and queries', () => {
    const actions = product.filter(
      (file) =>
        fs.readFileSync(path.join(root, file), "utf8").startsWith('"use server"') && !file.startsWith("lib/platform/"),
    );
    const guilty = imports.filter(
      ({ from, to, typeOnly }) => actions.includes(from) && !typeOnly && /platform\/db\/(client|access)/.test(to),
    );
    expect(guilty.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});

describe("the gate cannot be forgotten", () => {
  it("only the platform opens the database client; capabilities go through read and write with an actor", () => {
    expect(
      broken(
        ({ from, to }) =>
          !from.startsWith("lib/platform/") &&
          !from.startsWith("prisma/seed/") &&
          to.startsWith("lib/platform/db/client"),
      ),
    ).toEqual([]);
  });
  it("an actor is made only by requireActor and systemActor", () => {
    const makers = imports.filter(
      ({ from, to }) =>
        to === "lib/platform/auth/actor" &&
        !from.startsWith("lib/platform/auth/") &&
        fs.readFileSync(path.join(root, from), "utf8").includes("brandActor"),
    );
    expect(makers.map(({ from }) => from)).toEqual([]);
  });
  it("every area-scoped table has its row-level policy", () => {
    const schema = fs
      .readdirSync(path.join(root, "prisma/schema"))
      .map((name) => fs.readFileSync(path.join(root, "prisma/schema", name), "utf8"))
      .join("\n");
    const migrations = fs
      .readdirSync(path.join(root, "prisma/migrations"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".sql"))
      .map((name) => fs.readFileSync(path.join(root, "prisma/migrations", name), "utf8"))
      .join("\n");
    /** Shared reference: where things are is known to everybody. */
    const reference = new Set(["place", "site", "incident", "incident_level", "vehicle"]);
    const tables = [...schema.matchAll(/^model \w+ \{[\s\S]*?^\}/gm)]
      .filter(([model]) => /@map\("(from_|to_|other_)?area_code"\)/.test(model))
      .map(([model]) => /@@map\("(\w+)"\)/.exec(model)?.[1] ?? "");
    expect(tables.length).toBeGreaterThan(25);
    expect(
      tables.filter(
        (table) => !reference.has(table) && !new RegExp(`CREATE POLICY \\w+ ON ${table}\\b`).test(migrations),
      ),
    ).toEqual([]);
  });
});
